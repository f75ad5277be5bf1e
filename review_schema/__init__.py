"""Records, rules, ledger, endpoints, statistics and exports. Knows no Qt and no voxels."""
