"""DICOM in and out: pydicom stands only here."""
