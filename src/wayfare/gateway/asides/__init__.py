"""What is asked on Wayfare's own account: judges, probes, calibration."""
