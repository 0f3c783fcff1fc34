import type { NextConfig } from 'next';

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  transpilePackages: [
    '@penstock/common',
    '@penstock/config-schema',
    '@penstock/control',
    '@penstock/flink-sql',
  ],
  serverExternalPackages: ['@prisma/adapter-pg', '@prisma/client', 'avsc', 'bullmq', 'ioredis', 'pg', 'pino'],
  // `npm run check` type-checks the whole repository once; doing it again here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  devIndicators: false,
  // The framework neither writes files into the repository nor looks for updates while it builds.
  agentRules: false,
  // The other spelling of the same address may load development assets; foreign hosts are refused by src/proxy.ts.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  experimental: {
    agentUpgrade: false,
    // A body above this is cut by the proxy; src/proxy.ts refuses longer ones before that can happen.
    proxyClientMaxBodySize: '16mb',
    optimizePackageImports: ['lucide-react'],
  },
};

export default config;
