"""What goes wrong in an export."""


class OnnxExporterError(RuntimeError):
    """An export that did not succeed."""


class UnsupportedOperatorError(OnnxExporterError):
    """An op that has no translation to ONNX here."""
