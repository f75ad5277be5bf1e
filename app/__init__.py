"""The Qt application, the command line and the use cases where `imaging` and `review_schema` meet."""
