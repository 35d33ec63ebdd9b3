package review

// boycottedLink finds links that take people to the company whom the campaign asks
// them to leave.
var boycottedLink = rule{"review.boycotted-link", func(c *campaign, t *text) {
	for _, l := range t.links {
		if host, ok := c.company.leads(l.address); ok && !l.source {
			t.tell(l.at, l.address, host)
		}
	}
}}
