package schema

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the same zones on every machine that has none of its own

	"golang.org/x/text/currency"

	"tract/internal/diag"
	"tract/internal/filename"
	"tract/internal/limit"
	"tract/internal/locale"
)

// longestReserved is the length of com1.
const longestReserved = 4

var (
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$`)
	dateForm     = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2}([ T]\d{2}:\d{2})?)?)?$`)
	colourForm   = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
	hostForm     = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`)
	octalForm    = regexp.MustCompile(`^-?0[0-9]`)
	reserved     = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
	imageName    = regexp.MustCompile(`(?i)\.(jpe?g|png|webp|gif)$`)
)

// IsKey says whether a key is portable: small letters, digits and hyphens, and no
// name that Windows keeps for devices.
func IsKey(s string) bool {
	if s == "" || len(s) > limit.KeyChars {
		return false
	}
	before := byte('-')
	for i := range len(s) { // by hand, since every file is asked for after each edit
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && before != '-') {
			return false
		}
		before = c
	}
	return before != '-' && (len(s) > longestReserved || !reserved.MatchString(s))
}

// publishable says whether a file can stand at an address on every system, and at the
// index of a folder of that address. Hidden names are kept by the program and by git.
// Publishing refuses the same names, but cannot say who asked for them.
func publishable(address string) bool {
	p := path.Join(strings.Trim(address, "/"), "index.html")
	return filename.CheckPath(p) == "" && !strings.HasPrefix(p, ".") && !strings.Contains(p, "/.")
}

// isCurrency says whether a text is the code of a currency, by ISO 4217.
func isCurrency(s string) bool {
	unit, err := currency.ParseISO(s)
	return err == nil && unit.String() == s // in capitals
}

// IsLanguage says whether a text has the form of a language's code.
func IsLanguage(s string) bool {
	return languageForm.MatchString(s)
}

// IsImage says whether a name is that of a picture that a page may show. A
// drawing (SVG) may carry a script and is not among them.
func IsImage(name string) bool {
	return imageName.MatchString(name)
}

// check gives the value in its usual form, or "" after reporting a fault.
func (d *decoder) check(at diag.Position, f *Field, s string) string {
	fault := func(code, hint string, args ...any) string {
		d.list.Errorf(at, code, s, f.Name).WithHint(hint, args...)
		return ""
	}
	form := func(ok bool, code, hint string) string {
		if !ok {
			return fault(code, hint)
		}
		return s
	}
	switch f.Type {
	case Int, Number:
		return d.number(at, f, s)
	case Bool:
		return form(s == "true" || s == "false", "schema.bad-bool", "hint.schema-bool")
	case Date, DateTime:
		return d.date(at, f, s)
	case Enum:
		return d.enum(at, f, s)
	case URL:
		return d.url(at, f, s)
	case Image:
		ok := strings.HasPrefix(s, "images/") && path.Clean(s) == s && IsImage(s) && !strings.ContainsAny(s, `\?#%`)
		return form(ok, "schema.bad-image", "hint.schema-image")
	case Address:
		return d.address(at, f, s)
	case Key:
		return d.key(at, f, s)
	case Slug:
		if right := locale.Slug(s); right != s && right != "" {
			return fault("schema.bad-slug", "hint.did-you-mean", right)
		}
		return form(locale.Slug(s) == s && !reserved.MatchString(s), "schema.bad-slug", "hint.schema-slug")
	case Language:
		return form(IsLanguage(s), "schema.bad-language", "hint.schema-language")
	case Zone:
		_, err := time.LoadLocation(s)
		return form(err == nil && s != "Local", "schema.bad-zone", "hint.schema-zone")
	case Currency:
		return form(isCurrency(s), "schema.bad-currency", "hint.schema-currency")
	case Host:
		return form(hostForm.MatchString(s) && len(s) <= 253, "schema.bad-host", "hint.schema-host")
	case Colour:
		return form(colourForm.MatchString(s), "schema.bad-colour", "hint.schema-colour")
	}
	panic("internal error: a type without a check: " + f.Name)
}

// address checks the address of a page, as it stands among aliases.
func (d *decoder) address(at diag.Position, f *Field, s string) string {
	ok := strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.ContainsAny(s, "\\?#%\"<>:|* ") && (path.Clean(s) == strings.TrimSuffix(s, "/") || s == "/")
	switch {
	case !ok:
		d.list.Errorf(at, "schema.bad-address", s, f.Name).WithHint("hint.schema-address")
	case !publishable(s):
		d.list.Errorf(at, "schema.address-name", s, f.Name).WithHint("hint.schema-address-name")
	case strings.Count(strings.Trim(s, "/"), "/") >= limit.AddressParts:
		d.list.Errorf(at, "schema.address-parts", s, f.Name).WithHint("hint.schema-address-parts", limit.AddressParts)
	default:
		return s
	}
	return ""
}

func (d *decoder) key(at diag.Position, f *Field, s string) string {
	if !IsKey(s) {
		badKey(d.list.Errorf(at, "schema.bad-key", s, f.Name), s)
		return ""
	}
	if f.Refers != "" && d.overdrawn(at) {
		return ""
	}
	return s
}

// badKey hints at what is wrong with a key.
func badKey(fault *diag.Diagnostic, s string) {
	switch near := locale.Slug(s); {
	case reserved.MatchString(s):
		fault.WithHint("hint.schema-reserved")
	case IsKey(near):
		fault.WithHint("hint.did-you-mean", near)
	default:
		fault.WithHint("hint.schema-key")
	}
}

func (d *decoder) number(at diag.Position, f *Field, s string) string {
	n, err := strconv.ParseFloat(s, 64)
	whole, code := strings.IndexFunc(s, func(r rune) bool { return r != '-' && (r < '0' || r > '9') }) < 0, "schema.bad-number"
	if f.Type == Int {
		code = "schema.bad-int"
	}
	plain := strings.Trim(s, "-.0123456789") == "" // no exponent, no hexadecimal, no infinity
	octal := octalForm.MatchString(s)              // which is 8 to some and 10 to others
	if err != nil || !plain || octal || len(s) > 18 || f.Type == Int && !whole {
		fault := d.list.Errorf(at, code, s, f.Name)
		if f.Type == Int && f.Max != 0 {
			fault.WithHint("hint.schema-int-range", f.Min, f.Max)
		} else {
			fault.WithHint("hint." + strings.Replace(code, ".", "-", 1))
		}
		return ""
	}
	switch {
	case f.Max != 0 && (n < float64(f.Min) || n > float64(f.Max)):
		d.list.Errorf(at, "schema.out-of-range", s, f.Name).WithHint("hint.schema-range", f.Min, f.Max)
		return ""
	case f.Max == 0 && f.Min != 0 && n < float64(f.Min):
		d.list.Errorf(at, "schema.out-of-range", s, f.Name).WithHint("hint.schema-at-least", f.Min)
		return ""
	}
	return s
}

func (d *decoder) date(at diag.Position, f *Field, s string) string {
	day, ok := locale.ParseDate(s)
	switch {
	case ok && (f.Type == Date || day.Day != 0):
		return s
	case f.Type == DateTime:
		if _, ok := locale.ParseDateTime(s); ok {
			return s
		}
	}
	code, hint := "schema.bad-date", "hint.schema-date"
	if f.Type == DateTime {
		hint = "hint.schema-date-time"
	}
	// The right form, and yet no date: the calendar or the clock does not have it.
	if !ok && dateForm.MatchString(s) && (f.Type == DateTime || len(s) <= len("2025-01-22")) {
		code = "schema.no-such-date"
		hint = ""
	}
	fault := d.list.Errorf(at, code, s, f.Name)
	if hint != "" {
		fault.WithHint(hint)
	}
	return ""
}

func (d *decoder) enum(at diag.Position, f *Field, s string) string {
	if slices.Contains(f.Values, s) {
		return s
	}
	if key, ok := strings.CutPrefix(s, f.Refers+":"); ok && f.Refers != "" && IsKey(key) {
		return s
	}
	d.list.Errorf(at, "schema.bad-value", s, f.Name).DidYouMean(s, f.Values)
	return ""
}

// url lets through what [IsWebAddress] does, without signs that nobody writes in one.
func (d *decoder) url(at diag.Position, f *Field, s string) string {
	u, err := url.Parse(s)
	switch {
	case err == nil && u.Scheme != "http" && u.Scheme != "https" && !strings.ContainsAny(s, unwritten):
		d.list.Errorf(at, "schema.url-scheme", s, f.Name).WithHint("hint.schema-url")
	case !IsWebAddress(s) || strings.ContainsAny(s, unwritten):
		d.list.Errorf(at, "schema.bad-url", s, f.Name).WithHint("hint.schema-url")
	default:
		return s
	}
	return ""
}

// unwritten are signs that an address has percent signs for.
const unwritten = " \"<>\\^`{|}"
