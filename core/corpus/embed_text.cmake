# Writes the text file IN as a C++ source OUT that defines attention::corpus_text(). Some compilers limit a literal
# to 65,536 bytes, so every line is a raw literal of its own; the compiler joins them. Comments are left out: the page
# would carry them to no use. Their lines stay, so that messages name the lines of the file.
file(READ ${IN} text)
string(REGEX REPLACE "(^|\n)#[^\n]*" "\\1" text "${text}")
string(REPLACE "\n" "\n)~\"\n    R\"~(" text "${text}")
file(WRITE ${OUT} "#include \"attention/io/corpus.hpp\"

namespace attention {

std::string_view corpus_text() {
  return
    R\"~(${text})~\";
}

}  // namespace attention
")
