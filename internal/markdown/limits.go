package markdown

import "time"

// Limits bounds what one body may hold, so that no input costs more than two
// seconds or 256 MB; the numbers come from measurements of goldmark and chroma on
// hostile texts. The documentation is written from this table.
var Limits = struct {
	FileBytes      int           // a file
	Lines          int           // lines of a file
	Depth          int           // quotations, lists and footnotes inside one another
	InlineDepth    int           // emphasis and links inside one another
	BlockBytes     int           // a paragraph or a heading
	TableBytes     int           // a table's source
	TableColumns   int           // columns of a table
	TableCells     int           // cells of all tables, those filled in included
	TablePipes     int           // escaped bars in all tables
	Marks          int           // work of all paragraphs: signs that may begin markup × bytes of their paragraph
	Footnotes      int           // footnotes
	FootnoteRefs   int           // references to footnotes
	ReferenceBytes int           // what reference links write in all
	CodeBytes      int           // a code block that gets colours
	CodeLine       int           // a line of such a block
	CodeTime       time.Duration // colouring one block
	CodeTokens     int           // tokens a byte of such a block
	PageCodeBytes  int           // all blocks of a page that get colours
	PageCodeTime   time.Duration // colouring them
	Diagnostics    int           // errors of one body that are listed, and warnings
}{
	FileBytes:      1 << 20,
	Lines:          30_000,
	Depth:          32,
	InlineDepth:    32,
	BlockBytes:     32 << 10,
	TableBytes:     256 << 10,
	TableColumns:   64,
	TableCells:     5000,
	TablePipes:     1000,
	Marks:          150_000_000,
	Footnotes:      500,
	FootnoteRefs:   2000,
	ReferenceBytes: 100 << 10,
	CodeBytes:      20 << 10,
	CodeLine:       500,
	CodeTime:       500 * time.Millisecond,
	CodeTokens:     4,
	PageCodeBytes:  64 << 10,
	PageCodeTime:   time.Second,
	Diagnostics:    100,
}
