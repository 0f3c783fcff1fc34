/** Bounds of one YAML document, far above any real project and far below what would block a browser for a second. */
export const yamlLimits = {
  /** UTF-16 units of the text. */
  characters: 512 * 1024,
  /** Lexical tokens; 100,000 take about a third of a second. */
  tokens: 100_000,
  /** Open collections at once; composing is recursive. */
  depth: 64,
  /** Nodes after aliases are followed, so that nine short lines cannot become a billion values. */
  expandedNodes: 50_000,
} as const;
