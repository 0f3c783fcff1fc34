import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { FileDiagnostic, SourceFile } from '../diagnostics/file-diagnostic';
import { yamlLimits } from './limits';
import { mergeInto } from './merge-keys';
import {
  contentEndOf,
  type ScalarStyle,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  YamlScalar,
  type YamlSeq,
} from './tree';

/** Keys that mean something else to JavaScript; no topic or column has to be called so. */
const reservedKeys = new Set(['__proto__', 'constructor', 'prototype']);

const styles: Record<string, ScalarStyle> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

type Built = { root: YamlNode | undefined; diagnostics: FileDiagnostic[] };

/** Parsed YAML nodes as our tree. Aliased values are shared, not copied; their weight is counted at every use. */
export function buildTree(source: SourceFile, contents: ParsedNode | null, base = 0): Built {
  const builder = new TreeBuilder(source, base);
  const root = contents === null ? undefined : builder.node(contents);
  if (root && (root.weight > yamlLimits.expandedNodes || builder.mergedTooMuch)) {
    builder.report(
      root.start,
      root.start + 1,
      'yaml_too_large',
      'Aliases in this file expand to too many values. Write fewer of them, or write them out.',
    );
    return { root: undefined, diagnostics: builder.diagnostics };
  }
  return { root, diagnostics: builder.diagnostics };
}

class TreeBuilder {
  readonly diagnostics: FileDiagnostic[] = [];
  readonly #source: SourceFile;
  readonly #base: number;
  readonly #mergeBudget = { pairs: yamlLimits.expandedNodes };
  readonly #anchors = new Map<string, YamlNode>();

  constructor(source: SourceFile, base: number) {
    this.#source = source;
    this.#base = base;
  }

  /** Offsets in the whole file, where `base` is the start of the part that was parsed. */
  #range(node: ParsedNode): [number, number] {
    return [node.range[0] + this.#base, node.range[1] + this.#base];
  }

  get mergedTooMuch(): boolean {
    return this.#mergeBudget.pairs < 0;
  }

  report(start: number, end: number, code: string, message: string): void {
    // A hostile file repeats one mistake a hundred thousand times; nobody reads past the first hundreds.
    if (this.diagnostics.length < 200)
      this.diagnostics.push(this.#source.diagnostic({ start, end, code, message }));
  }

  #place(node: ParsedNode): { start: number; end: number } {
    const [start, end] = this.#range(node);
    return { start, end };
  }

  node(node: ParsedNode): YamlNode {
    if (isAlias(node)) return this.#alias(node);
    const built = this.#plain(node);
    if (node.tag && !/^tag:yaml\.org,2002:(?:str|map|seq)$/.test(node.tag)) {
      this.report(
        ...this.#range(node),
        'yaml_tag',
        `The tag ${node.tag} is not allowed. Remove it: values are read by their key.`,
      );
    }
    if (node.anchor) {
      built.anchor = node.anchor;
      this.#anchors.set(node.anchor, built);
    }
    return built;
  }

  #plain(node: Exclude<ParsedNode, { type: 'ALIAS' }>): YamlNode {
    const [start, end] = this.#range(node);
    if (isMap(node))
      return this.#map(
        node.items as { key: ParsedNode; value: ParsedNode | null }[],
        node.flow === true,
        start,
        end,
      );
    if (isSeq(node))
      return this.#seq(node.items as ParsedNode[], node.flow === true, dashes(node.srcToken), start, end);
    const style = isScalar(node) ? (styles[node.type ?? 'PLAIN'] ?? 'plain') : 'plain';
    const text = isScalar(node) ? scalarText(node.source, node.value) : '';
    return new YamlScalar(text, style, start, style === 'block' ? this.#trimmed(start, end) : end);
  }

  /** A block scalar's range goes up to the next value; its text ends before. */
  #trimmed(start: number, end: number): number {
    let at = end;
    while (at > start && /\s/.test(this.#source.text[at - 1] ?? '')) at--;
    return at;
  }

  #seq(
    nodes: ParsedNode[],
    flow: boolean,
    dashOffsets: readonly (number | undefined)[],
    start: number,
    end: number,
  ): YamlSeq {
    const items = nodes.map((node, index): YamlItem => {
      const dash = dashOffsets[index];
      return {
        value: this.node(node),
        ...(isAlias(node) ? { alias: this.#place(node) } : {}),
        ...(dash === undefined ? {} : { dash: dash + this.#base }),
      };
    });
    const last = items.at(-1);
    const contentEnd = flow || !last ? end : contentEndOf(last);
    return {
      kind: 'seq',
      flow,
      items,
      start,
      end,
      contentEnd,
      weight: weightOf(items.map((item) => item.value)),
    };
  }

  #map(
    items: { key: ParsedNode; value: ParsedNode | null }[],
    flow: boolean,
    start: number,
    end: number,
  ): YamlMap {
    const own: YamlPair[] = [];
    const merged: YamlNode[] = [];
    const seen = new Set<string>();
    let contentEnd = start;
    for (const item of items) {
      const key = this.#key(item.key, start);
      if (!key) continue;
      const value =
        item.value === null ? new YamlScalar('', 'plain', key.end, key.end) : this.node(item.value);
      const pair: YamlPair = { key, value };
      if (item.value && isAlias(item.value)) pair.alias = this.#place(item.value);
      contentEnd = Math.max(contentEnd, key.end, contentEndOf(pair));
      if (key.text === '<<' && key.style === 'plain') merged.push(value);
      else if (seen.has(key.text))
        this.report(
          key.start,
          key.end,
          'yaml_duplicate_key',
          `"${shorten(key.text)}" is already set above. Remove one of the two.`,
        );
      else {
        seen.add(key.text);
        own.push(pair);
      }
    }
    const pairs = mergeInto(own, merged, this.#mergeBudget, (at) =>
      this.report(
        at.start,
        at.end,
        'yaml_merge',
        'A merge key (<<) takes a map or a list of maps, usually *aliases.',
      ),
    );
    return {
      kind: 'map',
      flow,
      pairs,
      start,
      end,
      contentEnd: flow ? end : contentEnd,
      weight: weightOf(pairs.map((pair) => pair.value)),
    };
  }

  #key(node: ParsedNode | null, mapStart: number): YamlScalar | undefined {
    if (node === null || !isScalar(node)) {
      const [start, end] = node ? this.#range(node) : [mapStart, mapStart + 1];
      this.report(start, end, 'yaml_key', 'A key must be a plain name.');
      return undefined;
    }
    const text = scalarText(node.source, node.value);
    const [start, end] = this.#range(node);
    if (reservedKeys.has(text)) {
      this.report(start, end, 'yaml_key', `"${text}" cannot be used as a name. Choose another.`);
      return undefined;
    }
    return new YamlScalar(text, styles[node.type ?? 'PLAIN'] ?? 'plain', start, end);
  }

  #alias(node: ParsedNode & { source: string }): YamlNode {
    const [start, end] = this.#range(node);
    const target = this.#anchors.get(node.source);
    if (target) return target;
    this.report(
      start,
      end,
      'yaml_alias',
      `There is no complete anchor &${shorten(node.source)} above this line. Define it first.`,
    );
    return new YamlScalar('', 'plain', start, end);
  }
}

/** Offsets of the `-` of a block list's items, in the parsed part. */
function dashes(token: unknown): (number | undefined)[] {
  const list = token as
    | { type?: string; items?: { start: { type: string; offset: number }[] }[] }
    | undefined;
  if (list?.type !== 'block-seq') return [];
  return (list.items ?? []).map((item) => item.start.find((one) => one.type === 'seq-item-ind')?.offset);
}

function scalarText(source: string | undefined, value: unknown): string {
  return typeof value === 'string' ? value : (source ?? '');
}

function weightOf(nodes: readonly YamlNode[]): number {
  let weight = 1;
  for (const node of nodes) weight = Math.min(weight + node.weight, Number.MAX_SAFE_INTEGER);
  return weight;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
