#include "attention/io/model_file.hpp"

#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>
#include <vector>

#include "attention/io/quantization.hpp"
#include "core/io/support.hpp"

using namespace attention;

namespace {

Model small_model() {
  Model model;
  model.vocabulary = Vocabulary({".", "bat", "cave"});
  const Dimensions dimensions{
      .n_vocabulary = 3, .n_positions = 4, .d_model = 5, .n_heads = 2, .d_head = 2, .d_value = 3, .n_tokens = 1};
  REQUIRE(Parameters::make(dimensions, model.parameters).is_ok());
  Random random(23);
  for (const TensorId id : parameter_ids) {
    for (float& value : model.parameters.values(id)) value = random.symmetric(2.0F);
  }
  model.notes["seed"] = "23";
  return model;
}

std::string written(const Model& model) {
  std::ostringstream stream;
  REQUIRE(write_model(model, stream).is_ok());
  return stream.str();
}

Status read(const std::string& bytes, Model& model) {
  std::istringstream stream(bytes);
  return read_model(stream, model);
}

/// The file with `from` in its header replaced by `to` of the same length.
std::string with(std::string bytes, std::string_view from, std::string_view to) {
  REQUIRE(from.size() == to.size());
  const std::size_t place = bytes.find(from);
  REQUIRE(place != std::string::npos);
  return bytes.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("what is written is read back, rounded") {
  Model model = small_model();
  Model back;
  const Status status = read(written(model), back);
  INFO(status.message());
  REQUIRE(status.is_ok());
  CHECK(back.vocabulary.words() == model.vocabulary.words());
  CHECK(back.notes == model.notes);
  CHECK(back.parameters.dimensions() == model.parameters.dimensions());
  round_to_stored(model.parameters);
  CHECK(std::ranges::equal(back.parameters.all(), model.parameters.all()));
  CHECK(written(back) == written(model));
}

TEST_CASE("a file holds one byte a value, and the step of every tensor") {
  Model model = small_model();
  for (const TensorId id : parameter_ids) {
    auto values = model.parameters.values(id);
    std::ranges::fill(values, 0.25F);
    values[0] = -0.75F;
  }
  std::ranges::fill(model.parameters.values(TensorId::w_v), 0.0F);
  const std::string bytes = written(model);
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof(length));
  const std::string header = bytes.substr(8, length);
  const std::string data = bytes.substr(8 + length);
  CHECK_THAT(header, Catch::Matchers::ContainsSubstring(R"("quantization_step.w_e":"0.25")"));
  CHECK_THAT(header, Catch::Matchers::ContainsSubstring(R"("quantization_step.w_v":"1")"));
  CHECK_THAT(header, Catch::Matchers::ContainsSubstring(R"("w_e":{"dtype":"I8","shape":[3,5],"data_offsets":[0,15]})"));
  CHECK(data.size() == 15U + 20U + 20U + 20U + 30U + 30U + 15U);
  CHECK(data.substr(0, 3) == "\xFD\x01\x01");
  CHECK(data.substr(75, 30) == std::string(30, '\0'));
}

TEST_CASE("tensors have steps of their own") {
  Model model = small_model();
  for (float& value : model.parameters.values(TensorId::w_k)) value *= 64.0F;
  const std::vector<float> before(model.parameters.all().begin(), model.parameters.all().end());
  Model back;
  REQUIRE(read(written(model), back).is_ok());
  const float coarse = *stored_step(model.parameters, TensorId::w_k);
  const float fine = *stored_step(model.parameters, TensorId::w_q);
  CHECK(coarse >= 32.0F * fine);
  for (const TensorId id : parameter_ids) {
    const auto stored = back.parameters.values(id);
    const auto exact = model.parameters.values(id);
    const float step = *stored_step(model.parameters, id);
    for (std::size_t i = 0; i < exact.size(); ++i) CHECK(std::abs(stored[i] - exact[i]) <= 0.5F * step);
  }
  CHECK(std::ranges::equal(before, model.parameters.all()));
}

TEST_CASE("a model of zeros is written and read") {
  Model model = small_model();
  std::ranges::fill(model.parameters.all(), 0.0F);
  Model back;
  REQUIRE(read(written(model), back).is_ok());
  CHECK(std::ranges::equal(back.parameters.all(), model.parameters.all()));
}

TEST_CASE("every integer of 8 bits is read as that many steps") {
  std::string bytes = with(written(small_model()), R"(w_u":"0.5")", R"(w_u":"2.0")");
  const std::size_t begin = bytes.size() - 15;
  for (const int first : {-128, -5, 113}) {
    for (int i = 0; i < 15; ++i) bytes[begin + static_cast<std::size_t>(i)] = static_cast<char>(first + i);
    Model model;
    REQUIRE(read(bytes, model).is_ok());
    const auto values = model.parameters.values(TensorId::w_u);
    for (int i = 0; i < 15; ++i) {
      CHECK(values[static_cast<std::size_t>(i)] == 2.0F * static_cast<float>(first + i));
    }
    Model again;
    REQUIRE(read(written(model), again).is_ok());
    CHECK(std::ranges::equal(again.parameters.all(), model.parameters.all()));
  }
}

TEST_CASE("a value that no step can hold is refused, and rounding leaves its tensor alone") {
  for (const float value : {1e30F, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    Model model = small_model();
    const float other = model.parameters.values(TensorId::w_k)[1];
    model.parameters.values(TensorId::w_k)[0] = value;
    std::ostringstream stream;
    const Status status = write_model(model, stream);
    CHECK(status.code() == StatusCode::bad_model_file);
    CHECK_THAT(std::string(status.message()), Catch::Matchers::ContainsSubstring("w_k"));
    CHECK(stream.str().empty());
    round_to_stored(model.parameters);
    CHECK(model.parameters.values(TensorId::w_k)[1] == other);
  }
}

TEST_CASE("every kind of damage to a file is refused with a sentence, and the model stays as it was") {
  const std::string sound = written(small_model());
  constexpr std::string_view w_e_step = R"(step.w_e":"0.125")";
  std::string bytes;
  std::string what;
  SECTION("empty") { what = "shorter than the 8 bytes"; }
  SECTION("a length that is none") { bytes = std::string(16, '\xFF'), what = "header has"; }
  SECTION("ends in the header") { bytes = sound.substr(0, 60), what = "ends inside its header"; }
  SECTION("ends in the data") { bytes = sound.substr(0, sound.size() - 1), what = "does not fit its shape"; }
  SECTION("not JSON") { bytes = with(sound, "{\"__metadata__\"", "[\"__metadata__\""), what = "not JSON"; }
  SECTION("no metadata") { bytes = with(sound, "__metadata__", "__metadota__"), what = "no metadata"; }
  SECTION("another format") { bytes = with(sound, "explainer/2", "explainer/1"), what = "expected"; }
  SECTION("a tensor is missing") { bytes = with(sound, "\"w_o\"", "\"w_x\""), what = "no tensor \"w_o\""; }
  SECTION("another type") { bytes = with(sound, "\"I8\"", "\"U8\""), what = "another type"; }
  SECTION("another rank") { bytes = with(sound, "[3,5]", "[155]"), what = "rank"; }
  SECTION("an axis of 0") { bytes = with(sound, "[3,5]", "[0,5]"), what = "out of range"; }
  SECTION("a shape below 0") { bytes = with(sound, "[3,5]", "[-,5]"), what = "not JSON"; }
  SECTION("axes that disagree") { bytes = with(sound, "[3,5]", "[5,3]"), what = "another tensor with"; }
  SECTION("too many words") { bytes = with(sound, "bat cave", "ba t cav"), what = "4 words"; }
  SECTION("bytes that do not fit a shape") { bytes = with(sound, "[0,15]", "[0,14]"), what = "does not fit its shape"; }
  SECTION("no step") { bytes = with(sound, "step.w_q", "step.w_x"), what = "no step of \"w_q\""; }
  SECTION("a step that is no power of two") {
    bytes = with(sound, w_e_step, R"(step.w_e":"0.300")"), what = "power of two";
  }
  SECTION("a step below 0") { bytes = with(sound, w_e_step, R"(step.w_e":"-0.50")"), what = "power of two"; }
  SECTION("a step of 0") { bytes = with(sound, w_e_step, R"(step.w_e":"0.000")"), what = "power of two"; }
  SECTION("an infinite step") { bytes = with(sound, w_e_step, R"(step.w_e":"1e999")"), what = "power of two"; }
  SECTION("a step that is a number of JSON") {
    bytes = with(sound, w_e_step, R"(step.w_e":0.12500)"), what = "not a text";
  }
  Model model = small_model();
  const Status status = read(bytes, model);
  CHECK(status.code() == StatusCode::bad_model_file);
  CHECK_THAT(std::string(status.message()), Catch::Matchers::ContainsSubstring(what));
  CHECK(model.vocabulary.size() == 3);
}

TEST_CASE("the committed file is small, sound and made from this grammar") {
  std::ifstream file(MODEL_FILE, std::ios::binary | std::ios::ate);
  REQUIRE(file);
  CHECK(file.tellg() < 45'000);
  file.seekg(0);
  Model model;
  const Status status = read_model(file, model);
  INFO(status.message());
  REQUIRE(status.is_ok());
  CHECK(model.vocabulary.words() == parse(corpus_text()).vocabulary().words());
  CHECK(model.notes.contains("seed"));
  CHECK(model.notes.contains("steps"));
  const Dimensions& dimensions = model.parameters.dimensions();
  CHECK(dimensions.d_model == 32);
  CHECK(dimensions.n_heads == 4);
  CHECK(dimensions.d_head == 8);
  CHECK(dimensions.d_value == 8);
  CHECK(dimensions.n_positions == 24);
}
