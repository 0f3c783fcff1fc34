SELECT
  auction_id,
  user_id,
  price,
  channel,
  TO_TIMESTAMP_LTZ(timestamp_ms, 3) AS bid_time,
  CURRENT_TIMESTAMP AS ingestion_time
FROM {source_table}
