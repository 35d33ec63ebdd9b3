package markdown

import "time"

// What one body may hold, so that no input costs more than two seconds or 256 MB.
// The numbers come from measurements of goldmark and chroma on hostile texts. Who
// passes one is told it by the fault; docs/write.md names only the size of a file.
const (
	MaxFileBytes      = 1 << 20                // a file
	MaxLines          = 30_000                 // lines of a file
	MaxDepth          = 32                     // quotations, lists and footnotes inside one another
	MaxInlineDepth    = 32                     // emphasis and links inside one another
	MaxBlockBytes     = 32 << 10               // a paragraph or a heading
	MaxMarks          = 150_000_000            // signs that may begin markup × bytes of their paragraph, in all
	MaxTableBytes     = 256 << 10              // a table's source
	MaxTableColumns   = 64                     // columns of a table
	MaxTableCells     = 5000                   // cells of all tables, those filled in included
	MaxTablePipes     = 1000                   // escaped bars in all tables
	MaxFootnotes      = 500                    // footnotes
	MaxFootnoteRefs   = 2000                   // references to footnotes
	MaxReferenceBytes = 100 << 10              // what reference links write in all
	MaxCodeBytes      = 20 << 10               // a code block that gets colours
	MaxCodeLine       = 500                    // a line of such a block
	MaxCodeTokens     = 4                      // tokens a byte of such a block
	MaxCodeTime       = 200 * time.Millisecond // colouring such a block; see codeTries
	MaxPageCodeBytes  = 64 << 10               // all such blocks of a page
	MaxPageCodeTime   = time.Second            // colouring them, all tries together
	MaxDiagnostics    = 100                    // faults of one kind in a body that are told
)
