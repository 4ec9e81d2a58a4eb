"""The only place that knows AWS: every port of the domain, implemented with boto3."""
