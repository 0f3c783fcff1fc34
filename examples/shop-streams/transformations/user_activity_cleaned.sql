SELECT
  user_id,
  LOWER(activity_type) AS activity_type,
  page_url,
  session_id,
  COALESCE(device, 'unknown') AS device,
  TO_TIMESTAMP_LTZ(timestamp_ms, 3) AS activity_time,
  CURRENT_TIMESTAMP AS ingestion_time
FROM {source_table}
WHERE user_id IS NOT NULL
