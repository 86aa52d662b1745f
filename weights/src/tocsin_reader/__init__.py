"""The weights of Tocsin's deep reader, as data: `encoder.onnx` beside this file."""
