"""Batches: many inputs, many processes, interruptions, and one clean result.

``run.run_batch`` is the front door. The conversion of one input is a plain function; only this package knows that
there are processes, a manifest and other machines.
"""
