/**
 * YAML as the project reads it: maps keep their order and every value knows where it stands. Scalars keep their
 * source text, so `1.20`, `0o17` and integers over 2^53 are what the author wrote until a schema says what they are.
 */
export type YamlNode = YamlScalar | YamlMap | YamlSeq;

type Placed = {
  /** Offsets of the value itself. Of block scalars without the line ends after the last line of text. */
  start: number;
  end: number;
  /** Values after aliases are followed; guards against expansion. */
  weight: number;
  anchor?: string;
};

/** A map or list also knows where its last written value ends, without comments and blank lines after it. */
type PlacedCollection = Placed & { flow: boolean; contentEnd: number };

export class YamlScalar implements Placed {
  readonly kind = 'scalar';
  readonly weight = 1;
  readonly text: string;
  readonly style: ScalarStyle;
  readonly start: number;
  readonly end: number;
  anchor?: string;

  constructor(text: string, style: ScalarStyle, start: number, end: number) {
    this.text = text;
    this.style = style;
    this.start = start;
    this.end = end;
  }

  /** Empty, `~` and `null` without quotes. */
  get isNull(): boolean {
    return this.style === 'plain' && /^(?:~|null|Null|NULL)?$/.test(this.text);
  }

  /** The same place with another text, as after variables were put in. */
  withText(text: string): YamlScalar {
    return new YamlScalar(text, this.style, this.start, this.end);
  }
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

export type YamlPair = {
  key: YamlScalar;
  value: YamlNode;
  /** The value stands behind `*alias`; these are the alias's own offsets. */
  alias?: { start: number; end: number };
  /** Came in by a merge key (`<<`), so it is not written in this map. */
  merged?: boolean;
};

export type YamlMap = PlacedCollection & { kind: 'map'; pairs: YamlPair[] };

export type YamlItem = {
  value: YamlNode;
  alias?: { start: number; end: number };
  /** Offset of the `-` in block style. */
  dash?: number;
};

export type YamlSeq = PlacedCollection & { kind: 'seq'; items: YamlItem[] };

export function pairOf(node: YamlNode | undefined, key: string): YamlPair | undefined {
  if (node?.kind !== 'map') return undefined;
  return node.pairs.find((pair) => pair.key.text === key);
}

/** Where the written text of a value ends, without comments and white space after it. */
export function contentEndOf(written: { value: YamlNode; alias?: { end: number } }): number {
  if (written.alias) return written.alias.end;
  return written.value.kind === 'scalar' ? written.value.end : written.value.contentEnd;
}
