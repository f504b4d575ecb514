"""Writers: from documents to files. Every file is written whole or not at all (``atomic``)."""
