SELECT
  order_id,
  user_id,
  amount,
  status,
  TO_TIMESTAMP_LTZ(timestamp_ms, 3) AS order_time,
  CURRENT_TIMESTAMP AS ingestion_time
FROM {source_table}
WHERE amount > 0
