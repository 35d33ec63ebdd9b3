package promise

// A Row is something that SECURITY.md promises.
type Row struct {
	ID      string // a letter and a number; a test of it is called Test, ID, and what it tries
	Promise string // a sentence
	// Not says why no test holds it; empty where tests do.
	Not string
}

// Rows are all promises, by what they protect from: X what strangers write becoming
// code, deceiving or exposing somebody; P files; D size and shape; R faults of the
// machine; S the development server; C what the program is made from.
var Rows = []Row{
	{ID: "X1", Promise: "No Markdown becomes script, style, a form, a frame or an event handler."},
	{ID: "X2", Promise: "Addresses are http, https, mailto, tel, paths of the site and fragments; any other is an error with its place."},
	{ID: "X3", Promise: "HTML in Markdown, and files of HTML, are refused."},
	{ID: "X4", Promise: "One function writes attributes, and one file says what is markup already."},
	{ID: "X5", Promise: "No name that content gives stands in for one of the browser's."},
	{ID: "X6", Promise: "Headings have addresses that are stable, of their own and readable, in any script."},
	{ID: "X7", Promise: "Addresses in front matter, data and settings are judged as those in texts are."},
	{ID: "X8", Promise: "No text of content stands in a script; linked data is sound JSON; a page that moves leads to a path of the site."},
	{ID: "X9", Promise: "Every page has a policy that forbids scripts and styles in the page, and browsers keep to it."},
	{ID: "X10", Promise: "No page asks another site for anything."},
	{ID: "X11", Promise: "Links tell nobody where their reader comes from."},
	{ID: "X12", Promise: "A file is what its name says, and drawings with anything active are refused."},
	{ID: "X13", Promise: "Signs that hide or turn text around are refused."},
	{ID: "X14", Promise: "Links that look like another address are shown to the reviewer, and new sites that a change leads to are listed."},
	{ID: "X15", Promise: "No text breaks out of its place in an Atom feed."},
	{ID: "X16", Promise: "No text adds a property to a calendar."},
	{ID: "X17", Promise: "No cell of a table for spreadsheets is a formula."},
	{ID: "X18", Promise: "A mail that a link begins has a subject and a text, and no further recipients."},
	{ID: "X19", Promise: "No photo leaves with its place, its camera or its maker, and nothing that is not to be published is in any output."},
	{ID: "X20", Promise: "No name and no text in a message commands a terminal or the machines that run workflows."},
	{ID: "X21", Promise: "Any title can be drawn on a picture of bounded size."},
	{ID: "P1", Promise: "Only regular files inside the site's folder are read: no links, devices or pipes."},
	{ID: "P2", Promise: "No path, slug, alias or key leaves the output."},
	{ID: "P3", Promise: "Two pages never have one address, nor two that some system takes for one."},
	{ID: "P4", Promise: "Names are refused that another system cannot hold."},
	{ID: "P5", Promise: "Drafts of editors, copies, keys and hidden files are never published."},
	{ID: "P6", Promise: "What is deleted is gone from the output; what tract did not write stays; an output that is something else is refused."},
	{ID: "P7", Promise: "Published files have the modes and the size that hosts take."},
	{ID: "P8", Promise: "What begins a page or a site stays in its folder and writes over nothing."},
	{ID: "D1", Promise: "Any text is rendered or refused in bounded time and memory."},
	{ID: "D2", Promise: "A short text never makes a long page."},
	{ID: "D3", Promise: "YAML has no aliases, anchors, merges, tags or depth to exploit."},
	{ID: "D4", Promise: "Code is coloured within a budget, or not at all."},
	{ID: "D5", Promise: "A page and a build that take too long end with an error that names the file."},
	{ID: "D6", Promise: "A site too large is refused, and a large one costs what its pages cost."},
	{ID: "D7", Promise: "Bytes that are no text are refused where they stand; line ends make no difference."},
	{ID: "D8", Promise: "No value means something else than it says."},
	{ID: "D9", Promise: "An image is measured before it is decoded."},
	{ID: "R1", Promise: "A build that is killed leaves the old site or the new one, whole."},
	{ID: "R2", Promise: "A full disk leaves the old site, whole."},
	{ID: "R3", Promise: "What cannot be read or written is named, and nothing changes."},
	{ID: "R4", Promise: "Two builds at once wait for each other."},
	{ID: "R5", Promise: "The same site, as of the same moment, gives the same bytes everywhere."},
	{ID: "R6", Promise: "After any edits the site is that of a clean build."},
	{ID: "R7", Promise: "No change of a file is missed, however it was written."},
	{ID: "R8", Promise: "With an error in the site, the last good pages stay up."},
	{ID: "R9", Promise: "A server that runs for days grows no larger."},
	{ID: "S1", Promise: "The server answers to its own names only."},
	{ID: "S2", Promise: "No page of another site reads from the server."},
	{ID: "S3", Promise: "The server gives files of the built site only."},
	{ID: "S4", Promise: "The server is open to this machine only, or to those with its token."},
	{ID: "S5", Promise: "The server cannot be blocked by those who are slow, or many."},
	{ID: "C1", Promise: "The program is made from few modules, each with its reason and its digest."},
	{ID: "C2", Promise: "Known weaknesses of modules are looked for each week."},
	{ID: "C3", Promise: "Workflows give strangers' code no right and no secret, and name actions by commit."},
	{ID: "C4", Promise: "A release can be made again, byte for byte, by anybody."},
	{ID: "C5", Promise: "Strange input and failing machines are part of every run of the tests."},
}
