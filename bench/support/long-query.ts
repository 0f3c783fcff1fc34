/** A query of 200 lines with 5 CTEs, each over the one before, as people write them. `run` makes each text another. */
export function longQuery(run: number): string {
  const ctes = Array.from({ length: 5 }, (_, n) => cte(n, run));
  const last = Array.from({ length: 8 }, (_, i) => `  SUM(amount_${i}) AS total_${i}`);
  return `WITH ${ctes.join(',\n')}\nSELECT\n  currency,\n${last.join(',\n')}\nFROM step_4\nGROUP BY currency`;
}

function cte(n: number, run: number): string {
  const amounts = Array.from({ length: 8 }, (_, i) => amount(n, i, run));
  const conditions = Array.from(
    { length: 6 },
    (_, i) => `    AND ${n === 0 ? 'bid_price' : `amount_${i}`} > ${i}.${run % 10}5`,
  );
  return `step_${n} AS (
  -- step ${n}: amounts in the order of their size
  SELECT
    bid_id,
    user_id,
    currency,
    event_time,
    bid_price,
${amounts.join(',\n')}
  FROM ${n === 0 ? '{source_table}' : `step_${n - 1}`}
  WHERE user_id IS NOT NULL
${conditions.join('\n')}
)`;
}

function amount(n: number, i: number, run: number): string {
  if (n === 0) return `    bid_price * ${i + 1}.${run % 100}\n      + COALESCE(bid_price, 0) AS amount_${i}`;
  return `    CASE\n      WHEN amount_${i} > ${n} THEN amount_${i} / ${n + 1}\n      ELSE amount_${i}\n    END AS amount_${i}`;
}
