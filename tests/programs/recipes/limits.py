import torch

for kind in (torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64):
    f = torch.finfo(kind)
    print(f, f.min, f.max, f.eps, f.tiny, f.smallest_normal, f.resolution, f.bits, f.dtype)
for kind in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
    i = torch.iinfo(kind)
    print(i, i.min, i.max, i.bits, i.dtype)
print(torch.finfo())
