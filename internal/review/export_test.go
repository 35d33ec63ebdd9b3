package review

// Codes gives the codes of the rules.
func Codes() []string {
	var codes []string
	for _, r := range rules {
		codes = append(codes, r.code)
	}
	return codes
}
