#pragma once

#include <iosfwd>
#include <map>
#include <string>

#include "attention/trainer/parameters.hpp"
#include "attention/vocabulary.hpp"

namespace attention {

/// A trained model: its parameters, its words, and how it came to be.
struct Model {
  Parameters parameters;
  Vocabulary vocabulary;
  std::map<std::string, std::string> notes;  ///< further entries of the file's metadata
};

/// What `__metadata__.format` says in the files written here.
inline constexpr const char* model_format = "attention-explainer/1";

/// Rounds every parameter to the nearest 16-bit float (ties to even): to what a file will hold.
void round_to_half(Parameters& parameters);

/// Writes the model as safetensors (https://github.com/huggingface/safetensors): the header's length in 8 bytes,
/// the header in JSON, then the tensors as little-endian F16, named and shaped as in `tensor_table`. Metadata:
/// `format`, `vocabulary` (the words in id order, separated by single spaces) and the notes.
/// Errors: `bad_model_file` when the stream fails or a value does not fit 16 bits.
Status write_model(const Model& model, std::ostream& stream);

/// Reads what `write_model` wrote. `model` is written only on success. Error: `bad_model_file`, with a sentence
/// that says what about the file is wrong.
Status read_model(std::istream& stream, Model& model);

}  // namespace attention
