import { authoredColumns } from '../resolve/columns';
import { contentEndOf, pairOf, type YamlMap, type YamlPair, YamlScalar, type YamlSeq } from '../yaml/tree';
import { afterColon, insertItem, isCollection, moveItem, removeItem } from './collection';
import type { ColumnSide, ColumnText } from './edit';
import { EditProblem } from './problem';
import { scalarYaml } from './scalar-text';
import { setField, setScalar } from './set-field';
import { indentAt, lineEnd, lineStart, type Splice } from './splices';

/** A schema as it is written, and how to change it in the author's form (list or map, block or flow). */
export class ColumnsEditor {
  readonly #text: string;
  readonly #eol: string;
  readonly #entry: YamlPair;
  readonly #path: string[];
  readonly #pair: YamlPair | undefined;

  constructor(text: string, eol: string, entry: YamlPair, side: ColumnSide) {
    this.#text = text;
    this.#eol = eol;
    this.#entry = entry;
    this.#path = side === 'source' ? ['source_schema'] : ['sink', 'schema'];
    const parent = side === 'source' ? entry.value : pairOf(entry.value, 'sink')?.value;
    this.#pair = pairOf(parent, this.#path.at(-1) ?? '');
    const owner = side === 'sink' ? pairOf(entry.value, 'sink') : undefined;
    const inside =
      this.#pair?.value.kind === 'map' ? this.#pair.value.pairs.filter((pair) => pair.merged) : [];
    for (const pair of [entry, owner, this.#pair, ...inside]) {
      if (pair?.alias || pair?.merged)
        throw new EditProblem(
          'These columns are written elsewhere and used here by an alias. Change them in the YAML text.',
          pair.alias ?? pair.key,
        );
    }
  }

  get #node(): YamlMap | YamlSeq | undefined {
    const value = this.#pair?.value;
    return isCollection(value) ? value : undefined;
  }

  /** Index of a column given by name or index. */
  indexOf(column: string | number): number {
    const list = authoredColumns(this.#node);
    const index = typeof column === 'number' ? column : list.findIndex((one) => one.name?.text === column);
    if (index < 0 || index >= list.length)
      throw new EditProblem(`There is no column "${column}".`, this.#pair?.key);
    return index;
  }

  add(column: ColumnText, index: number | undefined): Splice[] {
    const node = this.#node;
    const pair = this.#pair;
    if (!node || !pair) return this.#create([column]);
    const count = authoredColumns(node).length;
    const at = Math.min(index ?? count, count);
    if (count === 0)
      return [
        { start: afterColon(this.#text, pair), end: node.contentEnd, text: this.#block(pair, [column]) },
      ];
    return insertItem(this.#text, node, at, this.#eol, (indent) => this.#item(node, at, column, indent));
  }

  remove(column: string | number): Splice[] {
    const index = this.indexOf(column);
    return this.#node && this.#pair ? removeItem(this.#text, this.#pair, this.#node, index) : [];
  }

  move(column: string | number, to: number): Splice[] {
    const index = this.indexOf(column);
    return this.#node ? moveItem(this.#text, this.#node, index, to) : [];
  }

  set(column: string | number, part: 'name' | 'type', value: string): Splice[] {
    const index = this.indexOf(column);
    const node = this.#node;
    if (node?.kind === 'map') {
      const pair = node.pairs[index];
      if (!pair) return [];
      if (part === 'name') return setScalar(pair.key, value, node.flow, false, pair.key.end);
      return this.#setValue(pair, value, node.flow);
    }
    const item = node?.items[index];
    if (item?.alias)
      throw new EditProblem('This column is used by an alias. Change it in the YAML text.', item.alias);
    const inner = item?.value;
    if (inner?.kind !== 'map')
      throw new EditProblem(
        'This column is not written as "name" and "type". Change it in the YAML text.',
        inner,
      );
    const pair = pairOf(inner, part);
    if (pair && !pair.merged) return this.#setValue(pair, value, inner.flow);
    const wrapper: YamlPair = { key: pair?.key ?? this.#entry.key, value: inner };
    return setField(this.#text, this.#eol, wrapper, [part], value);
  }

  /** Replaces all columns; those that stay the same keep their text and comments. */
  replaceAll(columns: readonly ColumnText[]): Splice[] {
    const node = this.#node;
    const pair = this.#pair;
    if (!node || !pair) return this.#create(columns);
    const lines = columns.map((column) => this.#keptLine(node, column));
    if (node.flow || lines.length === 0 || authoredColumns(node).length === 0) {
      const inside = columns
        .map((column) =>
          node.kind === 'map' ? this.#mapPair(undefined, column, true) : this.#flowItem(undefined, column),
        )
        .join(', ');
      const isEmptyBlock = authoredColumns(node).length === 0 && columns.length > 0;
      const written = isEmptyBlock
        ? this.#block(pair, columns)
        : node.kind === 'map'
          ? ` {${inside}}`
          : ` [${inside}]`;
      return [{ start: afterColon(this.#text, pair), end: node.contentEnd, text: written }];
    }
    const first = startOfItem(node, 0) ?? node.start;
    const indent = indentAt(this.#text, first);
    const start = commentsAbove(this.#text, first, pair.key.end);
    const text = columns
      .map((column, index) => lines[index] ?? indent + this.#item(node, index, column, indent))
      .join(this.#eol);
    return [{ start, end: lineEnd(this.#text, node.contentEnd), text }];
  }

  /** The written lines of an unchanged column, with the comments beside and right above it. */
  #keptLine(node: YamlMap | YamlSeq, column: ColumnText): string | undefined {
    if (node.flow) return undefined;
    const index = authoredColumns(node).findIndex(
      (one) => one.name?.text === column.name && one.type?.text === column.type,
    );
    if (index < 0) return undefined;
    const written = node.kind === 'map' ? node.pairs[index] : node.items[index];
    const start = startOfItem(node, index);
    if (!written || start === undefined || !this.#pair) return undefined;
    const from = commentsAbove(this.#text, start, this.#pair.key.end);
    return this.#text.slice(from, lineEnd(this.#text, Math.max(contentEndOf(written), start)));
  }

  #setValue(pair: YamlPair, value: string, flow: boolean): Splice[] {
    if (pair.alias) return [{ ...pair.alias, text: scalarYaml(value, 'plain', flow, false) }];
    if (!(pair.value instanceof YamlScalar))
      throw new EditProblem('A text is expected here. Change it in the YAML text.', pair.key);
    return setScalar(pair.value, value, flow, false, afterColon(this.#text, pair));
  }

  #item(node: YamlMap | YamlSeq, index: number, column: ColumnText, indent: string): string {
    const like = Math.max(0, Math.min(index - 1, authoredColumns(node).length - 1));
    if (node.kind === 'map') return this.#mapPair(node.pairs[like], column, node.flow);
    const item = node.items[like]?.value;
    const prototype = item?.kind === 'map' ? item : undefined;
    if (node.flow) return this.#flowItem(prototype, column);
    const dash = node.items[like]?.dash;
    const gap =
      dash !== undefined && prototype && !prototype.flow
        ? Math.max(2, (prototype.pairs[0]?.key.start ?? 0) - dash)
        : 2;
    const lead = `-${' '.repeat(gap - 1)}`;
    if (prototype?.flow) return lead + this.#flowItem(prototype, column);
    const style = stylesOf(prototype);
    const pad = indent + ' '.repeat(gap);
    return `${lead}name: ${scalarYaml(column.name, style.name, false, false)}${this.#eol}${pad}type: ${scalarYaml(column.type, style.type, false, false)}`;
  }

  #flowItem(prototype: YamlMap | undefined, column: ColumnText): string {
    const style = stylesOf(prototype);
    const space = prototype && this.#text[prototype.start + 1] === ' ' ? ' ' : '';
    return `{${space}name: ${scalarYaml(column.name, style.name, true, false)}, type: ${scalarYaml(column.type, style.type, true, false)}${space}}`;
  }

  #mapPair(prototype: YamlPair | undefined, column: ColumnText, flow: boolean): string {
    const typeStyle = prototype?.value instanceof YamlScalar ? prototype.value.style : 'plain';
    return `${scalarYaml(column.name, prototype?.key.style ?? 'plain', flow, false)}: ${scalarYaml(column.type, inlineStyle(typeStyle), flow, false)}`;
  }

  /** The whole block list below a key that has no columns yet. */
  #block(pair: YamlPair, columns: readonly ColumnText[]): string {
    const indent = `${indentAt(this.#text, pair.key.start)}  `;
    return columns
      .map(
        (column) =>
          `${this.#eol}${indent}- name: ${scalarYaml(column.name, 'plain', false, false)}${this.#eol}${indent}  type: ${scalarYaml(column.type, 'plain', false, false)}`,
      )
      .join('');
  }

  #create(columns: readonly ColumnText[]): Splice[] {
    const pair = this.#pair;
    if (pair) {
      if (!(pair.value instanceof YamlScalar && pair.value.isNull))
        throw new EditProblem(
          'The columns are not written as a list. Change them in the YAML text.',
          pair.key,
        );
      return [
        {
          start: afterColon(this.#text, pair),
          end: Math.max(pair.value.end, afterColon(this.#text, pair)),
          text: this.#block(pair, columns),
        },
      ];
    }
    // No schema yet: as the short map form, which `setField` can write by itself.
    return setField(
      this.#text,
      this.#eol,
      this.#entry,
      this.#path,
      Object.fromEntries(columns.map((column) => [column.name, column.type])),
    );
  }
}

function startOfItem(node: YamlMap | YamlSeq, index: number): number | undefined {
  if (node.kind === 'map') return node.pairs[index]?.key.start;
  return node.items[index]?.dash ?? node.items[index]?.value.start;
}

/** Start of the line where the comments right above `at` begin; never above `floor`. */
function commentsAbove(text: string, at: number, floor: number): number {
  let start = lineStart(text, at);
  for (;;) {
    const above = lineStart(text, start - 1);
    if (above >= start || above <= floor || !/^[ \t]*#/.test(text.slice(above, start))) return start;
    start = above;
  }
}

function stylesOf(map: YamlMap | undefined): {
  name: 'plain' | 'single' | 'double';
  type: 'plain' | 'single' | 'double';
} {
  const style = (key: string) => {
    const value = pairOf(map, key)?.value;
    return inlineStyle(value instanceof YamlScalar ? value.style : 'plain');
  };
  return { name: style('name'), type: style('type') };
}

function inlineStyle(style: string): 'plain' | 'single' | 'double' {
  return style === 'single' || style === 'double' ? style : 'plain';
}
