/**
 * Imports go one way: apps → control, engine, local-stack → config-schema → flink-sql → common.
 * `scripts/lib/import-direction.mjs` runs this and fails when it scanned nothing.
 */
const pure = '^packages/(common|flink-sql|config-schema)/src';
const tests = '\\.(test|spec)\\.[cm]?[jt]sx?$|/(test|testing|fixtures|bench)/';

module.exports = {
  forbidden: [
    {
      name: 'unresolvable',
      comment: 'An import that cannot be resolved is not checked either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circles',
      comment:
        'Two files that need each other are one idea; move the shared part out. A recursive descent over the ' +
        'language is one idea in many files: an expression holds a query, which holds expressions.',
      severity: 'error',
      from: { pathNot: '^packages/flink-sql/src/(parser|analyze|emit|services)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'packages-not-to-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-apart',
      comment: 'Apps share through packages.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'siblings-apart',
      comment:
        'control, engine and local-stack do not know each other; tests may use local-stack to bring up services.',
      severity: 'error',
      from: { path: '^packages/(control|engine|local-stack)/src', pathNot: tests },
      to: { path: '^packages/(control|engine|local-stack)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'config-schema-down-only',
      severity: 'error',
      from: { path: '^packages/config-schema/src', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/(config-schema|flink-sql|common)/' },
    },
    {
      name: 'flink-sql-down-only',
      severity: 'error',
      from: { path: '^packages/flink-sql/src', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/(flink-sql|common)/' },
    },
    {
      name: 'common-stands-alone',
      severity: 'error',
      from: { path: '^packages/common/src', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/common/' },
    },
    {
      name: 'pure-packages-run-in-the-browser',
      comment: 'No Node API in common, flink-sql and config-schema.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'through-the-front-door',
      comment: 'Other packages are imported by name, not by a path into their sources.',
      severity: 'error',
      from: { path: '^(apps|packages)/([^/]+)/', pathNot: tests },
      to: { path: '^packages/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'start-needs-nothing-installed',
      comment: 'npm start runs before npm ci.',
      severity: 'error',
      from: {
        path: '^scripts/(start\\.mjs|lib/(install|splash|splash-page|start-options|node-version|root|run)\\.mjs)$|^packages/local-stack/src/before-install/',
      },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.next|generated)/|next-env\\.d\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6', 'cjs', 'tsd'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'require'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
