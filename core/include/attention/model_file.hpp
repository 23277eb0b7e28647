#pragma once

#include <cstdint>
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

/// Of a parameter's fraction a file keeps so many bits, of the 10 that a 16-bit float has: the model is as good, and
/// packs to two thirds.
inline constexpr std::uint32_t stored_fraction_bits = 5;

/// Rounds every parameter to the nearest that a file can hold (ties to even).
void round_to_stored(Parameters& parameters);

/// Writes the model as safetensors (https://github.com/huggingface/safetensors): the header's length in 8 bytes,
/// the header in JSON, then the tensors, rounded as above, as little-endian F16, named and shaped as in `tensor_table`.
/// Metadata: `format`, `vocabulary` (the words in id order, separated by single spaces) and the notes. Errors:
/// `bad_model_file` when the stream fails or a value does not fit 16 bits.
Status write_model(const Model& model, std::ostream& stream);

/// Reads what `write_model` wrote. `model` is written only on success. Error: `bad_model_file`, with a sentence
/// that says what about the file is wrong.
Status read_model(std::istream& stream, Model& model);

}  // namespace attention
