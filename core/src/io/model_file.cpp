#include "attention/io/model_file.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <istream>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <utility>

#include "attention/io/quantization.hpp"

namespace attention {

namespace {

static_assert(std::endian::native == std::endian::little, "safetensors is little-endian; so must this machine be");

using Json = nlohmann::ordered_json;

// A model is some 40 KB; these bounds only keep a damaged length from being believed.
constexpr std::uint64_t largest_header = 1U << 20U;
constexpr std::uint64_t largest_data = 1U << 26U;

template <typename... Parts>
Status error(Parts... parts) {
  return Status::error(StatusCode::bad_model_file, "The model file ", parts...);
}

/// Of every tensor, in the order of `parameter_ids`.
using Steps = std::array<float, parameter_ids.size()>;

std::string step_key(const TensorInfo& info) { return std::string("quantization_step.") + info.name; }

Status choose_steps(const Parameters& parameters, Steps& steps) {
  for (std::size_t index = 0; index < parameter_ids.size(); ++index) {
    const TensorId id = parameter_ids[index];
    const auto step = stored_step(parameters, id);
    if (!step) {
      return Status::error(StatusCode::bad_model_file, "The parameter ", tensor_info(id).name,
                           " holds a value that a model file cannot: train with a lower learning rate.");
    }
    steps[index] = *step;
  }
  return Status::ok();
}

Json header_of(const Model& model, const Steps& steps) {
  Json header;
  Json& metadata = header["__metadata__"];
  metadata["format"] = model_format;
  for (const auto& [key, text] : model.notes) metadata[key] = text;
  std::string words;
  for (const std::string& word : model.vocabulary.words()) words += (words.empty() ? "" : " ") + word;
  metadata["vocabulary"] = words;

  for (std::size_t index = 0; index < parameter_ids.size(); ++index) {
    metadata[step_key(tensor_info(parameter_ids[index]))] = step_text(steps[index]);
  }

  std::size_t end = 0;
  for (const TensorId id : parameter_ids) {
    const TensorInfo& info = tensor_info(id);
    Json shape = Json::array();
    for (std::size_t axis = 0; axis < info.rank; ++axis) {
      shape.push_back(model.parameters.dimensions().extent(info.axes[axis]));
    }
    const std::size_t begin = end;
    end += model.parameters.values(id).size();
    header[info.name] = {{"dtype", "I8"}, {"shape", shape}, {"data_offsets", {begin, end}}};
  }
  return header;
}

/// Where a tensor lies in the file's data and what its step is, after checking what the header says of it.
struct Entry {
  std::vector<std::uint32_t> shape;
  std::size_t begin = 0;
  float step = 1.0F;
};

Status read_entry(const Json& header, const TensorInfo& info, std::size_t data_bytes, Entry& entry) {
  const auto found = header.find(info.name);
  if (found == header.end() || !found->is_object()) return error("has no tensor \"", info.name, "\".");
  if (found->value("dtype", Json()) != Json("I8")) {
    return error("has \"", info.name, "\" in another type than I8, the only one that is read.");
  }
  const Json shape = found->value("shape", Json());
  const Json offsets = found->value("data_offsets", Json());
  const auto are_numbers = [](const Json& list, std::size_t count) {
    return list.is_array() && list.size() == count &&
           std::ranges::all_of(list, [](const Json& item) { return item.is_number_unsigned(); });
  };
  if (!are_numbers(shape, info.rank)) return error("gives \"", info.name, "\" no shape of rank ", info.rank, ".");
  if (!are_numbers(offsets, 2)) return error("gives \"", info.name, "\" no two data offsets.");

  std::uint64_t count = 1;
  entry.shape.clear();
  for (const Json& item : shape) {
    const auto extent = item.get<std::uint64_t>();
    if (extent < 1 || extent > largest_dimension) {
      return error("has \"", info.name, "\" with an axis of ", extent, ", which is out of range.");
    }
    count *= extent;
    entry.shape.push_back(static_cast<std::uint32_t>(extent));
  }
  const auto begin = offsets[0].get<std::uint64_t>();
  const auto end = offsets[1].get<std::uint64_t>();
  if (begin > end || end > data_bytes || end - begin != count) {
    return error("places \"", info.name, "\" at bytes ", begin, " to ", end, " of ", data_bytes,
                 ", which does not fit its shape.");
  }
  entry.begin = begin;
  return Status::ok();
}

/// Every axis has one length, whichever tensor names it.
Status take_extents(const TensorInfo& info, const Entry& entry, Dimensions& dimensions) {
  const auto field = [&](Axis axis) -> std::uint32_t& {
    switch (axis) {
      case Axis::n_vocabulary: return dimensions.n_vocabulary;
      case Axis::n_positions: return dimensions.n_positions;
      case Axis::d_model: return dimensions.d_model;
      case Axis::n_heads: return dimensions.n_heads;
      case Axis::d_head: return dimensions.d_head;
      default: return dimensions.d_value;
    }
  };
  for (std::size_t axis = 0; axis < info.rank; ++axis) {
    std::uint32_t& extent = field(info.axes[axis]);
    if (extent != 0 && extent != entry.shape[axis]) {
      return error("has \"", info.name, "\" with ", axis_name(info.axes[axis]), " ", entry.shape[axis],
                   ", another tensor with ", extent, ".");
    }
    extent = entry.shape[axis];
  }
  return Status::ok();
}

Status read_metadata(const Json& header, Model& model) {
  const auto found = header.find("__metadata__");
  if (found == header.end() || !found->is_object()) return error("has no metadata, so no vocabulary.");
  for (const auto& [key, text] : found->items()) {
    if (!text.is_string()) return error("has the metadata \"", key, "\", which is not a text.");
    model.notes[key] = text.get<std::string>();
  }
  if (model.notes["format"] != model_format) {
    return error("has the format \"", model.notes["format"], "\"; expected \"", model_format, "\".");
  }
  model.vocabulary = Vocabulary(split_words(model.notes["vocabulary"]));
  model.notes.erase("format");
  model.notes.erase("vocabulary");
  return Status::ok();
}

/// Moves a tensor's step from the notes to its entry.
Status take_step(const TensorInfo& info, Model& model, Entry& entry) {
  const auto note = model.notes.find(step_key(info));
  if (note == model.notes.end()) return error("has no step of \"", info.name, "\" in its metadata.");
  const auto step = parse_step(note->second);
  if (!step) {
    return error("has \"", note->second, "\" for the step of \"", info.name,
                 "\"; expected a power of two from 2^-64 to 2^64.");
  }
  entry.step = *step;
  model.notes.erase(note);
  return Status::ok();
}

std::optional<std::string> read_bytes(std::istream& stream, std::uint64_t count) {
  std::string bytes(count, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(count));
  if (static_cast<std::uint64_t>(stream.gcount()) != count) return std::nullopt;
  return bytes;
}

Status read_header(std::istream& stream, Json& header) {
  std::uint64_t length = 0;
  const auto prefix = read_bytes(stream, sizeof(length));
  if (!prefix) return error("is shorter than the 8 bytes that every one begins with.");
  std::memcpy(&length, prefix->data(), sizeof(length));
  if (length < 2 || length > largest_header)
    return error("says that its header has ", length, " bytes: not one of ours.");
  const auto text = read_bytes(stream, length);
  if (!text) return error("ends inside its header.");
  header = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!header.is_object()) return error("has a header that is not JSON.");
  return Status::ok();
}

std::optional<std::string> read_rest(std::istream& stream) {
  std::string data;
  std::array<char, 4096> piece{};
  while (stream.read(piece.data(), piece.size()), stream.gcount() > 0) {
    data.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
    if (data.size() > largest_data) return std::nullopt;
  }
  return data;
}

}  // namespace

std::optional<float> stored_step(const Parameters& parameters, TensorId parameter) {
  return quantization_step(parameters.values(parameter), steps_in_rms(parameter));
}

void round_to_stored(Parameters& parameters) {
  for (const TensorId id : parameter_ids) {
    const auto step = stored_step(parameters, id);
    if (!step) continue;
    for (float& value : parameters.values(id)) value = *step * static_cast<float>(quantize(value, *step));
  }
}

Status write_model(const Model& model, std::ostream& stream) {
  Steps steps{};
  if (Status status = choose_steps(model.parameters, steps); !status.is_ok()) return status;
  std::string text = header_of(model, steps).dump();
  text.append((8 - text.size() % 8) % 8, ' ');  // as readers of the format expect
  const std::uint64_t length = text.size();
  stream.write(reinterpret_cast<const char*>(&length), sizeof(length));
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  for (std::size_t index = 0; index < parameter_ids.size(); ++index) {
    for (const float value : model.parameters.values(parameter_ids[index])) {
      stream.put(static_cast<char>(quantize(value, steps[index])));
    }
  }
  return stream ? Status::ok() : error("could not be written to the end. Is there room on the disk?");
}

Status read_model(std::istream& stream, Model& model) {
  // 1. The header, and what it says of each tensor.
  Json header;
  if (Status status = read_header(stream, header); !status.is_ok()) return status;
  const auto data = read_rest(stream);
  if (!data) return error("is far larger than a model of this kind.");
  Model read;
  if (Status status = read_metadata(header, read); !status.is_ok()) return status;

  Dimensions dimensions;
  std::array<Entry, parameter_ids.size()> entries;
  for (std::size_t index = 0; index < parameter_ids.size(); ++index) {
    const TensorInfo& info = tensor_info(parameter_ids[index]);
    if (Status status = read_entry(header, info, data->size(), entries[index]); !status.is_ok()) return status;
    if (Status status = take_extents(info, entries[index], dimensions); !status.is_ok()) return status;
    if (Status status = take_step(info, read, entries[index]); !status.is_ok()) return status;
  }
  if (read.vocabulary.size() != dimensions.n_vocabulary) {
    return error("lists ", read.vocabulary.size(), " words, but has vectors for ", dimensions.n_vocabulary, ".");
  }

  // 2. The values.
  if (Status status = Parameters::make(dimensions, read.parameters); !status.is_ok()) return status;
  for (std::size_t index = 0; index < parameter_ids.size(); ++index) {
    const char* source = data->data() + entries[index].begin;
    for (float& value : read.parameters.values(parameter_ids[index])) {
      value = entries[index].step * static_cast<float>(std::bit_cast<std::int8_t>(*source++));
    }
  }
  model = std::move(read);
  return Status::ok();
}

}  // namespace attention
