"""Treatment of outliers and skewed distributions, for measured quantities."""
