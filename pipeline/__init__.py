"""The document model, the order of stages, batch runs, writers, audit and the command line."""
