"""llama.cpp's own converter on a tiny twin: the twin's tokenizer is cut, so that the converter does
not know how it splits text and is told. Everything else is the converter's.

    python to_gguf.py LLAMA_CPP_SOURCE FOLDER OUT.gguf [--mmproj]
"""
import runpy
import sys

source, folder, out, *more = sys.argv[1:]
sys.path[:0] = [source, f'{source}/gguf-py']
from conversion.base import TextModel  # noqa: E402

TextModel.get_vocab_base_pre = lambda self, tokenizer: 'smollm'
sys.argv = ['convert_hf_to_gguf.py', folder, '--outtype', 'f32', '--outfile', out, *more]
runpy.run_path(f'{source}/convert_hf_to_gguf.py', run_name='__main__')
