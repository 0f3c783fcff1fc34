'use client';

import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { statusFilters } from './filter-rows';

/** Filter, status and peek of the list: all in the URL, so that Back and a copied link bring them back. */
export function useListState() {
  const [text, setText] = useQueryState('q', parseAsString.withDefault(''));
  const [status, setStatus] = useQueryState('status', parseAsStringLiteral(statusFilters).withDefault('all'));
  const [peek, setPeek] = useQueryState('peek', parseAsString);
  return { text, setText, status, setStatus, peek, setPeek };
}
