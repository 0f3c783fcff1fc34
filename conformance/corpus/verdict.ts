/**
 * `same`: that version's answer, an expected error being same when we reject in that stage or earlier. `refused`:
 * declined with a diagnostic. `corrected`: a fault of that Flink version answered right; none is listed so far. `different`:
 * anything else.
 */
export type Verdict = 'same' | 'refused' | 'different' | 'corrected';

export type Judged = {
  id: string;
  /** Function or category that the case is counted under. */
  group: string;
  verdict: Verdict;
  sql: string;
  /** What was expected and what came, for the list. */
  detail: string;
};
