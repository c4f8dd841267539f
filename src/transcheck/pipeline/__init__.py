"""The one place that calls the stages in order."""
