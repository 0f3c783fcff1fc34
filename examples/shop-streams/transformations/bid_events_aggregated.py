"""Number of bids per user and minute."""

from common.base_transformer import BaseTransformer


class BidEventsAggregatedTransformer(BaseTransformer):
    """Counts bids in one-minute windows by the time the auction service gave them."""

    def get_description(self) -> str:
        return "Number of bids per user and minute"

    def get_transformation_sql(self, source_table: str) -> str:
        sql = f"""
            SELECT
                user_id,
                COUNT(*) AS bid_count,
                TUMBLE_START(TO_TIMESTAMP_LTZ(timestamp_ms, 3), INTERVAL '1' MINUTE) AS window_start,
                TUMBLE_END(TO_TIMESTAMP_LTZ(timestamp_ms, 3), INTERVAL '1' MINUTE) AS window_end
            FROM {source_table}
            GROUP BY
                user_id,
                TUMBLE(TO_TIMESTAMP_LTZ(timestamp_ms, 3), INTERVAL '1' MINUTE)
        """
        return sql
