"""`torch.onnx`: a model as an ONNX file, for onnxruntime, Netron and whoever reads the format."""

from . import errors as errors
from .errors import OnnxExporterError as OnnxExporterError
from .export import export as export, is_in_onnx_export as is_in_onnx_export
