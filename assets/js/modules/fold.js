// fold gives a text as the search index has its words: in lower case and without
// accents, a number in one piece. internal/search/words.go does the same.
export function fold(text) {
  const apart = {œ: "oe", æ: "ae", ß: "ss", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", ŋ: "n", ς: "σ", ى: "ي", ة: "ه"};
  return text
    .normalize("NFKD")
    .replace(/[\p{Mn}\p{Cf}ـ]/gu, "")
    .toLowerCase()
    .replace(/[œæßþøđðłħıŋςىة]/g, (letter) => apart[letter])
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15)
    .replace(/\b\d{1,3}(?:[ ,.'’]\d{3})+\b/g, (number) => number.replace(/\D/g, ""));
}
