"""PyTorch's names that are not here, and what to say to who asks for one: what to use instead, or that it is missing.

Names that were added since are harmless here: only what is not found is looked up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

INSTEAD = {
    "apply_": "use operations on the whole tensor, or numpy.vectorize",
    "chalf": "there is no complex32 in NumPy: use complex64",
    "complex32": "there is no complex32 in NumPy: use complex64",
    "eig": "use linalg.eig",
    "fork": "call the function",
    "has_lapack": "ask backends",
    "has_mkl": "ask backends.mkl.is_available()",
    "has_openmp": "ask backends.openmp.is_available()",
    "has_spectral": "the functions are in fft",
    "hub": "download the weights yourself and load them with load_state_dict",
    "ipu": "use a device of cpu or cuda",
    "lstsq": "use linalg.lstsq",
    "map2_": "use operations on whole tensors",
    "map_": "use operations on whole tensors",
    "matrix_rank": "use linalg.matrix_rank",
    "multiprocessing": "use Python's multiprocessing",
    "nested": "pad to one length, with nn.utils.rnn.pad_sequence",
    "reinforce": "use distributions: -log_prob * reward",
    "resize": "use resize_",
    "resize_as": "use resize_as_",
    "solve": "use linalg.solve",
    "symeig": "use linalg.eigh",
    "to_mkldnn": "tensors need no conversion here",
    "xpu": "use a device of cpu or cuda",
}
OF_SPACES = {
    "cuda": {
        "CUDAGraph graph graphs graph_pool_handle make_graphed_callables": "call the model: nothing is captured",
        "CUDAPluggableAllocator MemPool caching_allocator_alloc caching_allocator_delete change_current_allocator "
        "use_mem_pool": "use cupy.cuda.MemoryPool and cupy.cuda.set_allocator",
        "clock_rate device_memory_used list_gpu_processes memory_usage power_draw temperature utilization": (
            "ask nvidia-smi"
        ),
        "host_memory_stats memory_snapshot memory_stats_as_nested_dict": "use memory_stats",
        "cudart cudaStatus": "use cupy.cuda.runtime",
        "ExternalStream get_stream_from_external": "use cupy.cuda.ExternalStream",
        "nccl": "a program runs as one process here",
        "profiler": "use torch.profiler, or cuda.nvtx",
        "jiterator": "use cupy.ElementwiseKernel on the arrays",
    }
}
REASONS = {
    "sparse": "sparse tensors are not supported: nbtorch holds dense ones",
    "quantized": "quantised and sub-byte dtypes are not supported",
    "script": "it belongs to PyTorch's own machinery (TorchScript, its C++ objects), which does not exist here",
    "symbolic": "graphs are not exported or traced symbolically here: write the Python it stands for",
    "autocast": "give the device type: is_autocast_enabled('cpu') and its like",
    "kernel": "it is the inner name of one of PyTorch's kernels: use the function of nn.functional",
    "copies": "use the function without _copy, and clone()",
    "storage": "use UntypedStorage, or TypedStorage with a dtype",
    "devices": "devices here are cpu and cuda",
    "distributed": "training on several processes is not supported",
    "stdlib": "it is a module of Python's, or of PyTorch's insides: import it itself",
    "later": "PyTorch has it, nbtorch does not (yet)",
}
NAMES = {  # reason -> names of the top level and of Tensor
    "sparse": """
        ccol_indices ccol_indices_copy coalesce col_indices col_indices_copy crow_indices crow_indices_copy dsmm
        hsmm hspmm indices indices_copy resize_as_sparse_ row_indices row_indices_copy saddmm smm sparse
        sparse_bsc_tensor sparse_bsr_tensor sparse_compressed_tensor sparse_coo_tensor sparse_csc_tensor
        sparse_csr_tensor sparse_mask sparse_resize_ sparse_resize_and_clear_ spmm sspaddmm to_sparse
        to_sparse_bsc to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr values values_copy
    """,
    "quantized": """
        QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage bit bits16 bits1x8 bits2x4
        bits4x2 bits8 dequantize empty_quantized fake_quantize_per_channel_affine
        fake_quantize_per_tensor_affine fbgemm_linear_fp16_weight fbgemm_linear_fp16_weight_fp32_activation
        fbgemm_linear_int8_weight fbgemm_linear_int8_weight_fp32_activation fbgemm_linear_quantize_weight
        fbgemm_pack_gemm_matrix_fp16 fbgemm_pack_quantized_matrix float4_e2m1fn_x2 float8_e4m3fn float8_e4m3fnuz
        float8_e5m2 float8_e5m2fnuz float8_e8m0fnu fused_moving_avg_obs_fake_quant int1 int2 int3 int4 int5 int6
        int7 int_repr per_channel_affine per_channel_affine_float_qparams per_channel_symmetric
        per_tensor_affine per_tensor_symmetric q_per_channel_axis q_per_channel_scales q_per_channel_zero_points
        q_scale q_zero_point qint32 qint8 qscheme quantization quantize_per_channel quantize_per_tensor
        quantize_per_tensor_dynamic quantized_batch_norm quantized_gru quantized_gru_cell quantized_lstm
        quantized_lstm_cell quantized_max_pool1d quantized_max_pool2d quantized_max_pool3d
        quantized_rnn_relu_cell quantized_rnn_tanh_cell quint2x4 quint4x2 quint8 uint1 uint2 uint3 uint4 uint5
        uint6 uint7
    """,
    "script": """
        AVG AcceleratorError AggregationType AliasDb AnyType Argument ArgumentSpec AwaitType BenchmarkConfig
        BenchmarkExecutionStats Block BoolType BufferDict CallStack Capsule ClassType Code CompilationUnit
        CompleteArgumentSpec ComplexType ConcreteModuleType ConcreteModuleTypeBuilder DeepCopyMemoTable
        DeserializationStorageContext DeviceObjType DictType 
        DispatchKey DispatchKeySet EnumType ErrorReport Event ExcludeDispatchKeyGuard ExecutionPlan FatalError
        FileCheck FloatType FunctionSchema FutureType Gradient Graph GraphExecutorState IODescriptor
        InferredType IntType InterfaceType JITException ListType LiteScriptModule LockingLogger LoggerBase
        ModuleDict Node NoneType NoopLogger NumberType OperatorInfo OptionalType PRIVATE_OPS ParameterDict
        PyObjectType PyTorchFileReader PyTorchFileWriter RRefType SUM ScriptClass ScriptClassFunction ScriptDict
        ScriptDictIterator ScriptDictKeyIterator ScriptFunction ScriptList ScriptListIterator ScriptMethod
        ScriptModule ScriptModuleSerializer ScriptObject ScriptObjectProperty SerializationStorageContext
        StaticModule Stream StreamObjType StringType SymBoolType SymIntType Tag TensorType ThroughputBenchmark
        TracingState TupleType Type USE_GLOBAL_DEPS USE_RTLD_GLOBAL_WITH_LIBTORCH UnionType Use Value classes
        compiled_with_cxx11_abi futures get_file_path hash_tensor import_ir_module import_ir_module_from_buffer
        init_num_threads library merge_type_from_type_comment package parse_ir parse_schema parse_type_comment
        prepare_multiprocessing_environment profiler_allow_cudagraph_cupti_lazy_reinit_cuda12 quasirandom
        thread_safe_generator unify_type_list wait
    """,
    "symbolic": """
        SymBool SymFloat SymInt cond export fx onnx sym_constrain_range sym_constrain_range_for_size sym_float
        sym_fresh_size sym_int sym_ite sym_max sym_min sym_not sym_sqrt sym_sum while_loop
    """,
    "autocast": """
        get_autocast_ipu_dtype get_autocast_xla_dtype is_autocast_ipu_enabled is_autocast_xla_enabled
        set_autocast_ipu_dtype set_autocast_ipu_enabled set_autocast_xla_dtype set_autocast_xla_enabled
    """,
    "kernel": """
        affine_grid_generator alpha_dropout alpha_dropout_ batch_norm batch_norm_backward_elemt
        batch_norm_backward_reduce batch_norm_elemt batch_norm_gather_stats batch_norm_gather_stats_with_counts
        batch_norm_stats batch_norm_update_stats convolution cudnn_affine_grid_generator
        cudnn_batch_norm cudnn_convolution cudnn_convolution_add_relu cudnn_convolution_relu
        cudnn_convolution_transpose cudnn_grid_sampler cudnn_is_acceptable dropout dropout_ embedding_renorm_
        feature_alpha_dropout feature_alpha_dropout_ feature_dropout feature_dropout_ grid_sampler
        grid_sampler_2d grid_sampler_3d gru gru_cell lstm lstm_cell max_pool1d_with_indices miopen_batch_norm
        miopen_convolution miopen_convolution_add_relu miopen_convolution_relu miopen_convolution_transpose
        miopen_ctc_loss miopen_depthwise_convolution miopen_rnn mkldnn_adaptive_avg_pool2d mkldnn_convolution
        mkldnn_linear_backward_weights mkldnn_max_pool2d mkldnn_max_pool3d mkldnn_rnn_layer native_batch_norm
        native_dropout native_group_norm native_layer_norm native_norm norm_except_dim rnn_relu rnn_relu_cell
        rnn_tanh rnn_tanh_cell rrelu rrelu_
    """,
    "copies": """
        detach_copy slice_copy slice_inverse
    """,
    "storage": """
        BFloat16Storage BoolStorage ByteStorage CharStorage ComplexDoubleStorage ComplexFloatStorage
        DoubleStorage FloatStorage HalfStorage IntStorage LongStorage ShortStorage Storage
    """,
    "devices": """
        get_device_module is_vulkan_available mtia windows
    """,
    "distributed": """
        distributed is_distributed monitor
    """,
    "stdlib": """
        TYPE_CHECKING builtins ctypes functools glob importlib inspect math os platform sys textwrap threading
        torch warnings
    """,
    "later": """
        OutOfMemoryError StorageBase adaptive_max_pool1d ao onnx as_strided_ as_strided_scatter
        choose_qparams_optimized const_data_ptr ctc_loss detach detach_ distributions embedding embedding_bag
        fill_ fill_diagonal_ frexp frobenius_norm frombuffer functional gradient group_norm histogram
        histogramdd i0 i0_ igamma igamma_ igammac igammac_ index index_reduce index_reduce_ instance_norm
        kl_div layer_norm load lobpcg module_load mvlgamma mvlgamma_ nonzero_static nuclear_norm
        poisson_nll_loss polygamma polygamma_ profiler record_stream renorm renorm_ resize_as_ rms_norm save
        segment_reduce serialization special storage storage_type to_dlpack to_padded_tensor unravel_index
        unsafe_split_with_sizes vander
    """,
}
TENSOR = """
    apply_ as_strided_scatter ccol_indices chalf coalesce col_indices const_data_ptr crow_indices dequantize eig
    fill_diagonal_ frexp hash_tensor histogram i0 i0_ igamma igamma_ igammac igammac_ index index_reduce
    index_reduce_ indices int_repr ipu lstsq map2_ map_ module_load mtia mvlgamma mvlgamma_ nonzero_static
    polygamma polygamma_ q_per_channel_axis q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point
    qscheme record_stream reinforce renorm renorm_ resize resize_as resize_as_sparse_ row_indices slice_inverse
    smm solve sparse_mask sparse_resize_ sparse_resize_and_clear_ sspaddmm storage_type symeig to_mkldnn
    to_padded_tensor to_sparse to_sparse_bsc to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr
    unsafe_split_with_sizes values xpu
"""
SPACES = {  # namespace -> names
    "nn": """
        AdaptiveAvgPool3d AdaptiveLogSoftmaxWithLoss AdaptiveMaxPool1d AdaptiveMaxPool3d AlphaDropout AvgPool3d
        BatchNorm3d Bilinear CELU CTCLoss ChannelShuffle CircularPad1d CircularPad2d CircularPad3d ConstantPad1d
        ConstantPad2d ConstantPad3d Container Conv3d ConvTranspose3d CosineEmbeddingLoss CosineSimilarity
        CrossMapLRN2d DataParallel Dropout3d EmbeddingBag FeatureAlphaDropout Fold FractionalMaxPool2d
        FractionalMaxPool3d GRU GRUCell GaussianNLLLoss Hardshrink HingeEmbeddingLoss InstanceNorm1d
        InstanceNorm2d InstanceNorm3d LPPool1d LPPool2d LPPool3d LSTM LSTMCell LazyBatchNorm1d LazyBatchNorm2d
        LazyBatchNorm3d LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d
        LazyConvTranspose3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d LazyLinear
        LinearCrossEntropyLoss LinearCrossEntropyOptions LocalResponseNorm MarginRankingLoss MaxPool3d
        MaxUnpool1d MaxUnpool2d MaxUnpool3d MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss
        MultiheadAttention NLLLoss2d PairwiseDistance PixelShuffle PixelUnshuffle PoissonNLLLoss RMSNorm RNN
        RNNBase RNNCell RNNCellBase RReLU ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d
        ReplicationPad2d ReplicationPad3d SoftMarginLoss Softmax2d Softmin Softshrink SyncBatchNorm Threshold
        Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer
        TripletMarginLoss TripletMarginWithDistanceLoss Unfold UninitializedBuffer UninitializedParameter
        Upsample UpsamplingBilinear2d UpsamplingNearest2d ZeroPad1d ZeroPad2d ZeroPad3d attention common_types
        factory_kwargs grad intrinsic parallel qat quantizable quantized
    """,
    "nn.functional": """
        BroadcastingList1 BroadcastingList2 BroadcastingList3 GRID_SAMPLE_INTERPOLATION_MODES
        GRID_SAMPLE_PADDING_MODES assert_int_or_pair boolean_dispatch grad
        handle_torch_function has_torch_function has_torch_function_unary has_torch_function_variadic
        reproducibility_notes sparse_support_notes tf32_notes
    """,
    "optim": """
        swap_in_optimizer_params_and_state
    """,
    "autograd": """
        DeviceType NestedIOFunction ProfilerActivity ProfilerConfig ProfilerEvent ProfilerState SavedTensor
        anomaly_mode enforce_grad_layout_policy grad_mode handle_torch_function has_torch_function
        is_multithreading_enabled is_tensor_like is_view_replay_enabled kineto_available profiler
        profiler_legacy profiler_util set_multithreading_enabled variable
    """,
    "cuda": """
        AcceleratorError BFloat16Storage BoolStorage ByteStorage CUDAGraph CUDAPluggableAllocator CharStorage
        ComplexDoubleStorage ComplexFloatStorage CudaError DEVICE_REQUIREMENT DeferredCudaCallError Device
        DoubleStorage Event ExternalStream FloatStorage GreenContext HalfStorage IntStorage LongStorage MemPool
        OutOfMemoryError PYTORCH_RELEASES_CODE_CC ShortStorage Stream StreamContext amp caching_allocator_alloc
        caching_allocator_delete caching_allocator_disabled caching_allocator_enable can_device_access_peer
        change_current_allocator check_error clock_rate cudaStatus cudart current_blas_handle
        current_solver_handle current_stream default_generators default_stream device device_memory_used
        device_of gds get_allocator_backend get_arch_list get_device_capability get_device_properties
        get_gencode_flags get_per_process_memory_fraction get_rng_state get_rng_state_all
        get_stream_from_external get_sync_debug_mode graph graph_pool_handle graphs green_contexts has_half
        has_magma host_memory_stats host_memory_stats_as_nested_dict init initial_seed ipc_collect
        is_bf16_supported is_current_stream_capturing is_initialized is_tf32_supported jiterator
        list_gpu_processes make_graphed_callables max_memory_allocated max_memory_cached max_memory_reserved
        mem_get_info memory memory_allocated memory_cached memory_reserved memory_snapshot memory_stats
        memory_stats_as_nested_dict memory_summary memory_usage nccl nvtx power_draw profiler random
        reset_accumulated_host_memory_stats reset_accumulated_memory_stats reset_max_memory_allocated
        reset_max_memory_cached reset_peak_host_memory_stats reset_peak_memory_stats seed seed_all set_device
        set_per_process_memory_fraction set_rng_state set_rng_state_all set_stream set_sync_debug_mode sparse
        stream streams temperature tunable use_mem_pool utilization
    """,
    "utils": """
        ThroughputBenchmark backcompat backend_registration checkpoint cmake_prefix_path collect_env copyreg
        cpp_backtrace deterministic dlpack generate_methods_for_privateuse1_backend get_cpp_backtrace hooks
        rename_privateuse1_backend set_module throughput_benchmark weak weakref
    """,
    "utils.data": """
        DFIterDataPipe DataChunk DistributedSampler IterDataPipe MapDataPipe StackDataset argument_validation
        datapipes distributed functional_datapipe get_worker_info graph graph_settings
        guaranteed_datapipes_determinism non_deterministic runtime_validation runtime_validation_disabled
    """,
    "linalg": """
        common_notes
    """,
    "jit": """
        Attribute CompilationUnit Error Future Iterator ONNXTracedModule RecursiveScriptClass
        RecursiveScriptModule ScriptFunction ScriptWarning TopLevelTracedModule TracedModule TracerWarning
        TracingCheckError contextmanager enable_onednn_fusion export_opnames fork frontend fuser
        jit_module_from_flatbuffer last_executed_optimized_graph load onednn_fusion_enabled optimized_execution
        run_frozen_optimizations save save_jit_module_to_flatbuffer set_fusion_strategy set_module strict_fusion
        wait
    """,
    "compiler": """
        CacheInfo F FuncType NestedCompileRegionOptions config contextlib get_default_backend io
        keep_portable_guards_unsafe keep_tensor_guards_unsafe load_cache_artifacts load_compiled_function
        nested_compile_region save_cache_artifacts set_default_backend set_enable_guard_collectives set_stance
        skip_all_guards_unsafe skip_guard_on_all_nn_modules_unsafe skip_guard_on_globals_unsafe
        skip_guard_on_inbuilt_nn_modules_unsafe substitute_in_graph wrap_numpy
    """,
    "backends": """
        cusparselt kleidiai m mha miopen nnpack python_native quantized
    """,
    "testing": """
        FileCheck
    """,
    "fft": """
        common_args factory_common_args
    """,
    "overrides": """
        collections contextlib enable_reentrant_dispatch
        get_default_nowrap_functions get_ignored_functions get_overridable_functions get_testing_overrides
        is_tensor_method_or_property redispatch_function resolve_name wrap_torch_function
    """,
    "nn.attention": """
        SDPAParams activate_flash_attention_impl current_flash_attention_impl list_flash_attention_impls
        register_flash_attention_impl restore_flash_attention_impl
    """,
    "types": """
        BoolLikeType DispatchKey FloatLikeType IntLikeType PySymType SymBool SymFloat SymInt Union py_sym_types
    """,
    "random": """
        Generator contextlib
    """,
}
ELSEWHERE = ("nn", "nn.functional", "optim", "optim.lr_scheduler", "utils.data", "linalg", "fft", "autograd", "")


def reason(space: str, name: str) -> str | None:
    """What to say of a name of PyTorch's; None for a name that it does not have."""
    names = SPACES.get(space)
    if names is not None:
        own = next((text for some, text in OF_SPACES.get(space, {}).items() if name in some.split()), REASONS["later"])
        return own if name in names.split() else None
    if name in INSTEAD:
        return INSTEAD[name]
    return next((REASONS[key] for key, some in NAMES.items() if name in some.split()), None)


@cache
def advice(module: str, name: str) -> str:
    """The text of the error about `module.name`."""
    text = f"module '{module}' has no attribute '{name}'"
    if name.startswith("_foreach_"):
        return f"{text}: loop over the tensors; optimizers take foreach=True and need none of these"
    if name.startswith("_"):  # not a user's: IPython and others ask objects for such names all the time
        return text
    package, _, space = module.partition(".")
    for other in ELSEWHERE:
        home = sys.modules.get(f"{package}.{other}".rstrip("."))
        if other != space and home is not None and callable(vars(home).get(name)):
            return f"{text}. Did you mean: '{home.__name__}.{name}'?"
    found = reason(space, name)
    if found is not None:
        return f"{text}: {found}"
    from difflib import get_close_matches

    close = get_close_matches(name, [n for n in vars(sys.modules[module]) if not n.startswith("_")], 1, 0.75)
    return f"{text}. Did you mean: '{close[0]}'?" if close else text


def getter(module: str, *lazy: str) -> Callable[[str], Any]:
    """The `__getattr__` of a module: names that it does not have, but `lazy` ones, modules loaded when looked at."""

    def __getattr__(name: str) -> Any:
        if name in lazy:
            return import_module(f"{module}.{name}")
        raise AttributeError(advice(module, name))

    return __getattr__


class _Absent:
    """A method that PyTorch's tensors have: asking for it is the AttributeError that says what to do."""

    def __init__(self, name: str):
        self.name = name

    def __get__(self, tensor: Any, kind: type) -> Any:
        who = f"type object '{kind.__name__}'" if tensor is None else f"'{kind.__name__}' object"
        raise AttributeError(f"{who} has no attribute '{self.name}': {reason('', self.name)}")


class TensorAbsences:
    """The names of PyTorch's Tensor that are not here. A `__getattr__` would make every attribute slower."""

    __slots__ = ()
    locals().update({name: _Absent(name) for name in TENSOR.split()})

    def __dir__(self) -> list[str]:
        """The names that are here."""
        absent = {name for name, value in vars(TensorAbsences).items() if type(value) is _Absent}
        return [name for name in object.__dir__(self) if name not in absent or hasattr(self, name)]
