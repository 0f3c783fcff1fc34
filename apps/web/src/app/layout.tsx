import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { Toaster } from '../components/ui/toaster';
import { TrpcProvider } from '../lib/trpc/provider';
import './globals.css';

export const metadata: Metadata = { title: { default: 'Penstock', template: '%s · Penstock' } };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the nonce also makes every page render per request, which a nonce needs.
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider
          attribute="data-theme"
          defaultTheme="system"
          enableSystem
          disableTransitionOnChange
          nonce={nonce}
        >
          <NuqsAdapter>
            <TrpcProvider>
              <div className="root">{children}</div>
              <Toaster />
            </TrpcProvider>
          </NuqsAdapter>
        </ThemeProvider>
      </body>
    </html>
  );
}
