/**
 * Quotation marks, dashes and dots have one code for Latin and Chinese text, and Latin fonts, which come first for the
 * sake of digits and signs, draw them narrow. This family has only these marks, from the Chinese fonts of the system.
 */
const family = 'Ax Han Punctuation';
const fonts = [
  'PingFang SC',
  'PingFangSC-Regular',
  'Hiragino Sans GB',
  'Hiragino Sans GB W3',
  'Microsoft YaHei',
  'Noto Sans CJK SC',
  'NotoSansCJKsc-Regular',
  'Source Han Sans SC',
  'SourceHanSansSC-Regular',
];

let offered = false;

/** Once for a document; style sheets of shadow trees cannot bring fonts. Nothing is fetched. */
export function offerHanPunctuation(): void {
  if (offered) return;
  offered = true;
  const source = fonts.map((name) => `local('${name}')`).join(', ');
  const marks = { unicodeRange: 'U+2014, U+201C-201D, U+2026', display: 'swap' } as const;
  document.fonts.add(new FontFace(family, source, marks));
}
