import { contentEndOf, type YamlMap, type YamlNode, type YamlPair, type YamlSeq } from '../yaml/tree';
import { ownsItsLines, pairLines } from './extent';
import { indentAt, lineEnd, lineStart, nextLine, type Splice } from './splices';

/** Where one item of a list or map is written, with the comment behind it in block style. */
type Chunk = { start: number; end: number };

function chunks(text: string, node: YamlMap | YamlSeq): Chunk[] {
  const end = (written: Parameters<typeof contentEndOf>[0], least: number) => {
    const at = Math.max(contentEndOf(written), least);
    return node.flow ? at : lineEnd(text, at);
  };
  if (node.kind === 'map') {
    return node.pairs
      .filter((pair) => !pair.merged)
      .map((pair) => ({ start: pair.key.start, end: end(pair, pair.key.end) }));
  }
  return node.items.map((item) => {
    const start = item.dash ?? item.alias?.start ?? item.value.start;
    return { start, end: end(item, start + 1) };
  });
}

/** Inserts an item before the one at `index`; `render` gets the indentation that further lines of it need. */
export function insertItem(
  text: string,
  node: YamlMap | YamlSeq,
  index: number,
  eol: string,
  render: (indent: string) => string,
): Splice[] {
  const list = chunks(text, node);
  const before = list[Math.min(index, list.length) - 1];
  const after = list[0];
  if (before) {
    const indent = node.flow ? '' : indentAt(text, before.start);
    return [
      {
        start: before.end,
        end: before.end,
        text: node.flow ? `, ${render('')}` : eol + indent + render(indent),
      },
    ];
  }
  if (after) {
    const indent = node.flow ? '' : indentAt(text, after.start);
    return [
      {
        start: after.start,
        end: after.start,
        text: node.flow ? `${render('')}, ` : render(indent) + eol + indent,
      },
    ];
  }
  return [{ start: node.contentEnd - 1, end: node.contentEnd - 1, text: render('') }];
}

/** Removes an item; of a collection with one item its brackets are left, or written in block style. */
export function removeItem(text: string, owner: YamlPair, node: YamlMap | YamlSeq, index: number): Splice[] {
  const list = chunks(text, node);
  const chunk = list[index];
  if (!chunk) return [];
  const next = list[index + 1];
  const previous = list[index - 1];
  if (list.length === 1) {
    if (node.flow) return [{ ...chunk, text: '' }];
    return [
      { start: afterColon(text, owner), end: node.contentEnd, text: node.kind === 'map' ? ' {}' : ' []' },
    ];
  }
  if (node.flow)
    return [
      next
        ? { start: chunk.start, end: next.start, text: '' }
        : { start: previous?.end ?? chunk.start, end: chunk.end, text: '' },
    ];
  return [{ start: lineStart(text, chunk.start), end: nextLine(text, chunk.end), text: '' }];
}

/** Puts the item at `from` where `to` is; comments on their own lines stay where they are. */
export function moveItem(text: string, node: YamlMap | YamlSeq, from: number, to: number): Splice[] {
  const list = chunks(text, node);
  const order = list.map((_, index) => index);
  order.splice(to, 0, ...order.splice(from, 1));
  return order.flatMap((source, slot) => {
    const place = list[slot];
    const chunk = list[source];
    return place && chunk && source !== slot ? [{ ...place, text: text.slice(chunk.start, chunk.end) }] : [];
  });
}

/** Offset after the `:` of a pair. */
export function afterColon(text: string, pair: YamlPair): number {
  const colon = text.indexOf(':', pair.key.end);
  return colon === -1 ? pair.key.end : colon + 1;
}

/** Adds `key: …` as the last pair of a map. `render` gets the indentation of the key. */
export function appendPair(
  text: string,
  map: YamlMap,
  eol: string,
  render: (indent: string) => string,
): Splice[] {
  if (map.flow) return insertItem(text, map, map.pairs.length, eol, () => render(''));
  const own = map.pairs.find((pair) => !pair.merged);
  const indent = own ? indentAt(text, own.key.start) : indentAt(text, map.start);
  const at = lineEnd(text, map.contentEnd);
  return [{ start: at, end: at, text: eol + indent + render(indent) }];
}

/** Removes a pair with its lines. */
export function removePair(text: string, owner: YamlPair, map: YamlMap, pair: YamlPair): Splice[] {
  const index = map.pairs.filter((one) => !one.merged).indexOf(pair);
  if (map.flow || map.pairs.length === 1 || !ownsItsLines(text, pair))
    return removeItem(text, owner, map, index);
  return [{ ...pairLines(text, pair), text: '' }];
}

export function isCollection(node: YamlNode | undefined): node is YamlMap | YamlSeq {
  return node?.kind === 'map' || node?.kind === 'seq';
}
