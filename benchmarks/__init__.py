"""Measurements: what the library costs, beside the plainest programs that do comparable work (docs/benchmarks.md)."""
