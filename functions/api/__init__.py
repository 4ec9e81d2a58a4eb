"""The HTTP API: one Lambda behind API Gateway's REST routes."""
