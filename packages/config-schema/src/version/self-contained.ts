import { entryTextOf } from '../edit/entry-text';
import { scalarYaml } from '../edit/scalar-text';
import { topicsPath } from '../project-files';
import { parseYaml } from '../yaml/parse-yaml';
import { type YamlNode, type YamlPair, YamlScalar } from '../yaml/tree';
import { canonicalEntry, canonicalJson } from './canonical';

/** An entry's text that can be read by itself: as written, or written out when it uses anchors of other places. */
export function selfContainedText(text: string, pair: YamlPair): string {
  const written = entryTextOf(text, pair);
  const alone = parseYaml(topicsPath, written);
  const own = alone.root?.kind === 'map' ? alone.root.pairs : [];
  const isSame =
    alone.diagnostics.length === 0 &&
    own.length === 1 &&
    own[0] !== undefined &&
    canonicalJson(canonicalEntry(own[0].value)) === canonicalJson(canonicalEntry(pair.value));
  // Its own anchors may be used elsewhere; the text still reads the same alone.
  return isSame ? written : writtenOut(pair, '');
}

function writtenOut(pair: { key: YamlScalar; value: YamlNode }, indent: string): string {
  return `${indent}${scalarYaml(pair.key.text, pair.key.style, false, false)}:${renderedValue(pair.value, indent)}`;
}

function renderedValue(node: YamlNode, indent: string): string {
  const inner = `${indent}  `;
  if (node instanceof YamlScalar)
    return node.isNull ? '' : ` ${scalarYaml(node.text, node.style, false, node.style === 'plain')}`;
  if (node.kind === 'map')
    return node.pairs.length === 0
      ? ' {}'
      : `\n${node.pairs.map((pair) => writtenOut(pair, inner)).join('\n')}`;
  if (node.items.length === 0) return ' []';
  return `\n${node.items.map((item) => `${inner}-${itemOf(item.value, inner)}`).join('\n')}`;
}

function itemOf(node: YamlNode, indent: string): string {
  if (node.kind !== 'map' || node.pairs.length === 0) return renderedValue(node, indent);
  return ` ${node.pairs
    .map((pair) => writtenOut(pair, `${indent}  `))
    .join('\n')
    .trimStart()}`;
}
