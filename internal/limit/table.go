package limit

import (
	"strconv"
	"strings"
	"time"
)

// Row is a cap as documents name it.
type Row struct {
	Name    string // of the constant
	What    Text   // is capped
	Value   int64  // in its unit; a time in nanoseconds
	Unit    Unit
	Beyond  Text   // what happens to what is over it
	Package string // that keeps it
}

// Text is a text in both languages.
type Text struct{ English, French string }

// Unit is what a cap counts.
type Unit uint8

// The units. A Count says itself what it counts.
const (
	Count Unit = iota
	Bytes
	Time
	Pixels
)

// Section is a part of the table.
type Section struct {
	Title Text
	Rows  []Row
}

var (
	refused  = Text{"error", "erreur"}
	warned   = Text{"warning", "avertissement"}
	stops    = Text{"the build ends with an error", "la production s’arrête sur une erreur"}
	plain    = Text{"no colours, with a warning", "sans couleurs, avec un avertissement"}
	untold   = Text{"the rest is not told", "le reste n’est pas affiché"}
	counted  = Text{"the others are counted", "les autres sont comptées"}
	shown    = Text{"the others are counted; of all kinds, the text form shows 200 in all, or 1,000 errors", "les autres sont comptées; toutes sortes réunies, la forme texte en montre 200 en tout, ou 1\u00a0000 erreurs"}
	left     = Text{"left out", "laissé de côté"}
	cutShort = Text{"cut", "les plus anciennes sont ignorées"}
	closed   = Text{"closed", "la connexion est fermée"}
	reported = Text{"not imported, and in the report", "non importé, et signalé dans le rapport"}
	unsure   = Text{"no answer", "sans réponse"}
)

// Table gives every cap.
func Table() []Section {
	return []Section{
		{Text{"Files", "Fichiers"}, files()},
		{Text{"The text of a page", "Le texte d’une page"}, texts()},
		{Text{"Code with colours", "Code en couleurs"}, code()},
		{Text{"Images", "Images"}, images()},
		{Text{"Time", "Temps"}, times()},
		{Text{"Messages", "Messages"}, messages()},
		{Text{"Import of another site", "Import d’un autre site"}, imports()},
		{Text{"`tract serve`", "`tract serve`"}, server()},
		{Text{"`tract check --external`", "`tract check --external`"}, external()},
		{Text{"What is remembered", "Ce qui est gardé en mémoire"}, memory()},
	}
}

func files() []Row {
	return []Row{
		{"FileBytes", Text{"a document, a data file, the settings", "un document, un fichier de données, les réglages"}, FileBytes, Bytes, refused, "content"},
		{"AnyBytes", Text{"any other file", "tout autre fichier"}, AnyBytes, Bytes, refused, "tree"},
		{"FileLines", Text{"lines of a document", "lignes d’un document"}, FileLines, Count, refused, "markdown"},
		{"FrontMatterBytes", Text{"the fields at the head of a document", "les champs en tête d’un document"}, FrontMatterBytes, Bytes, refused, "yaml"},
		{"FrontMatterDepth", Text{"lists and fields inside one another, there", "listes et champs les uns dans les autres, à cet endroit"}, FrontMatterDepth, Count, refused, "yaml"},
		{"DataDepth", Text{"the same in a data file or the settings", "la même chose dans un fichier de données ou les réglages"}, DataDepth, Count, refused, "yaml"},
		{"DataLine", Text{"a line there", "une ligne, à cet endroit"}, DataLine, Bytes, refused, "yaml"},
		{"DataEntries", Text{"entries of a list there, or fields beside one another", "entrées d’une liste, ou champs au même niveau, à cet endroit"}, DataEntries, Count, refused, "yaml"},
		{"FileEntries", Text{"entries of all lists of a file, one within another too", "entrées de toutes les listes d’un fichier, même les unes dans les autres"}, FileEntries, Count, refused, "schema"},
		{"Contacts", Text{"contacts, which every page shows", "contacts, que chaque page affiche"}, Contacts, Count, refused, "config"},
		{"MenuEntries", Text{"entries of the menu, and of the foot of pages", "entrées du menu, et du pied de page"}, MenuEntries, Count, refused, "config"},
		{"Languages", Text{"languages of a site, and as many in part", "langues d’un site, et autant en partie"}, Languages, Count, refused, "config"},
		{"Topics", Text{"topics of a site", "sujets d’un site"}, Topics, Count, refused, "config"},
		{"TopicsOfOne", Text{"topics of a document, a figure or a dated fact", "sujets d’un document, d’un chiffre ou d’un fait daté"}, TopicsOfOne, Count, refused, "content"},
		{"NamedByOne", Text{"organizations or demands that one list names: `to`, `endorses`, `demands`", "organisations ou revendications que nomme une même liste : `to`, `endorses`, `demands`"}, NamedByOne, Count, refused, "content"},
		{"Aliases", Text{"old addresses of a document", "anciennes adresses d’un document"}, Aliases, Count, refused, "content"},
		{"AddressParts", Text{"parts of an old address, between slashes", "parties d’une ancienne adresse, entre barres obliques"}, AddressParts, Count, refused, "schema"},
		{"References", Text{"things that a file names by their key: sources, topics, organizations, demands", "choses qu’un fichier nomme par leur clé : sources, sujets, organisations, revendications"}, References, Count, refused, "schema"},
		{"NameBytes", Text{"the name of a file or a folder", "le nom d’un fichier ou d’un dossier"}, NameBytes, Bytes, refused, "filename"},
		{"PathBytes", Text{"a path of such names", "un chemin fait de tels noms"}, PathBytes, Bytes, refused, "filename"},
		{"KeyChars", Text{"characters of a key; what an address keeps of a title", "caractères d’une clé; ce qu’une adresse garde d’un titre"}, KeyChars, Count, refused, "schema"},
		{"ImageDepth", Text{"folders of images inside one another", "dossiers d’images les uns dans les autres"}, ImageDepth, Count, refused, "content"},
		{"SiteDepth", Text{"folders of the site inside one another", "dossiers du site les uns dans les autres"}, SiteDepth, Count, stops, "tree"},
		{"SiteEntries", Text{"files and folders of the site", "fichiers et dossiers du site"}, SiteEntries, Count, stops, "tree"},
		{"SiteBytes", Text{"the finished site", "le site fini"}, SiteBytes, Bytes, warned, "tract"},
		{"ManifestBytes", Text{"`.tract-manifest`, which names the files of a finished site", "`.tract-manifest`, qui nomme les fichiers d’un site fini"}, ManifestBytes, Bytes, refused, "publish"},
		{"BaselineBytes", Text{"`check-baseline.txt`", "`check-baseline.txt`"}, BaselineBytes, Bytes, refused, "tract"},
	}
}

func texts() []Row {
	return []Row{
		{"ContainerDepth", Text{"quotations, lists and footnotes inside one another", "citations, listes et notes les unes dans les autres"}, ContainerDepth, Count, refused, "markdown"},
		{"InlineDepth", Text{"emphasis and links inside one another", "accentuations et liens les uns dans les autres"}, InlineDepth, Count, refused, "markdown"},
		{"Accents", Text{"accents and other signs drawn on one letter, names and data included", "accents et autres signes posés sur une lettre, noms et données compris"}, Accents, Count, refused, "diag"},
		{"BlockBytes", Text{"a paragraph or a heading", "un paragraphe ou un titre"}, BlockBytes, Bytes, refused, "markdown"},
		{"Marks", Text{"signs that may begin markup, times the bytes of their paragraph, in all", "signes pouvant ouvrir un balisage, multipliés par les octets de leur paragraphe, en tout"}, Marks, Count, refused, "markdown"},
		{"TableBytes", Text{"the source of a table", "la source d’un tableau"}, TableBytes, Bytes, refused, "markdown"},
		{"TableColumns", Text{"columns of a table", "colonnes d’un tableau"}, TableColumns, Count, refused, "markdown"},
		{"TableCells", Text{"cells of all tables of a page", "cellules de tous les tableaux d’une page"}, TableCells, Count, refused, "markdown"},
		{"TablePipes", Text{"escaped bars in them", "barres échappées dans ces tableaux"}, TablePipes, Count, refused, "markdown"},
		{"Links", Text{"links and images of a page, bare addresses and those in letters included", "liens et images d’une page, adresses écrites telles quelles ou dans une lettre comprises"}, Links, Count, refused, "markdown"},
		{"Footnotes", Text{"footnotes", "notes de bas de page"}, Footnotes, Count, refused, "markdown"},
		{"FootnoteRefs", Text{"references to footnotes", "renvois à des notes"}, FootnoteRefs, Count, refused, "markdown"},
		{"ReferenceBytes", Text{"what links by reference write, in all", "ce qu’écrivent les liens par référence, en tout"}, ReferenceBytes, Bytes, refused, "markdown"},
		{"Steps", Text{"steps of a guide", "étapes d’un guide"}, Steps, Count, refused, "markdown"},
		{"Kits", Text{"letters, calls, posts and motions of a page", "lettres, appels, messages et motions d’une page"}, Kits, Count, refused, "markdown"},
		{"KitBytes", Text{"the text of one", "le texte de l’un d’eux"}, KitBytes, Bytes, refused, "markdown"},
		{"KitBlanks", Text{"places to fill in, in one", "blancs à remplir dans l’un d’eux"}, KitBlanks, Count, refused, "markdown"},
		{"LeafletBytes", Text{"a document that there is a leaflet of", "un document dont on fait un tract"}, LeafletBytes, Bytes, Text{"no leaflet, with a warning", "pas de tract, avec un avertissement"}, "site"},
		{"PageBytes", Text{"a finished page", "une page finie"}, PageBytes, Bytes, refused, "build"},
	}
}

func code() []Row {
	return []Row{
		{"CodeBytes", Text{"a block", "un bloc"}, CodeBytes, Bytes, plain, "markdown"},
		{"CodeLine", Text{"bytes of a line", "octets d’une ligne"}, CodeLine, Count, plain, "markdown"},
		{"CodeTokens", Text{"pieces of one colour, for each byte", "morceaux d’une couleur, par octet"}, CodeTokens, Count, plain, "markdown"},
		{"CodeTime", Text{"colouring a block", "mettre un bloc en couleurs"}, int64(CodeTime), Time, plain, "markdown"},
		{"PageCodeBytes", Text{"all blocks of a page", "tous les blocs d’une page"}, PageCodeBytes, Bytes, plain, "markdown"},
		{"PageCodeTime", Text{"colouring all blocks of a page", "mettre en couleurs tous les blocs d’une page"}, int64(PageCodeTime), Time, plain, "markdown"},
	}
}

func images() []Row {
	return []Row{
		{"ImageBytes", Text{"an image", "une image"}, ImageBytes, Bytes, refused, "asset"},
		{"ImagePixels", Text{"an image", "une image"}, ImagePixels, Pixels, refused, "asset"},
		{"WholePixels", Text{"a PNG or a progressive JPEG, which can only be read as a whole", "un PNG ou un JPEG progressif, qui ne se lit que d’un bloc"}, WholePixels, Pixels, refused, "asset"},
		{"FramePixels", Text{"all frames of a GIF or a WebP", "toutes les vues d’un GIF ou d’un WebP"}, FramePixels, Pixels, refused, "asset"},
		{"DrawnElements", Text{"what a browser draws of an SVG", "ce qu’un navigateur dessine d’un SVG"}, DrawnElements, Count, refused, "asset"},
		{"DrawnDepth", Text{"elements of an SVG inside one another", "éléments d’un SVG les uns dans les autres"}, DrawnDepth, Count, refused, "asset"},
		{"JPEGScans", Text{"passes of a progressive JPEG over the largest image", "passages d’un JPEG progressif sur la plus grande image"}, JPEGScans, Count, refused, "asset"},
	}
}

func times() []Row {
	return []Row{
		{"PageTime", Text{"reading a document, making a page (`--page-timeout`)", "lire un document, produire une page (`--page-timeout`)"}, int64(PageTime), Time, stops, "limit"},
		{"OutputTime", Text{"making a picture, a leaflet, an archive: 30 times that", "produire une image, un tract, une archive : 30 fois ce temps"}, int64(OutputTime), Time, stops, "limit"},
		{"BuildTime", Text{"a build or a check (`--timeout`)", "une production ou une vérification (`--timeout`)"}, int64(BuildTime), Time, stops, "limit"},
		{"LockTime", Text{"waiting for another build of the same folder", "attendre une autre production du même dossier"}, int64(LockTime), Time, Text{"exit code 3", "code de sortie 3"}, "publish"},
	}
}

func messages() []Row {
	return []Row{
		{"Faults", Text{"faults of one kind in a document; links that may deceive: " + grouped(Links, ","), "fautes d’une sorte dans un document; liens qui peuvent tromper : " + grouped(Links, "\u00a0")}, Faults, Count, shown, "markdown"},
		{"YAMLTold", Text{"errors of the fields of a file, and as many warnings", "erreurs dans les champs d’un fichier, et autant d’avertissements"}, YAMLTold, Count, counted, "yaml"},
		{"YAMLFaults", Text{"fields of a text that cannot be read", "champs illisibles d’un texte"}, YAMLFaults, Count, untold, "yaml"},
	}
}

func imports() []Row {
	return []Row{
		{"ImportFiles", Text{"files of the old site", "fichiers de l’ancien site"}, ImportFiles, Count, reported, "importer"},
		{"ImportDepth", Text{"folders inside one another", "dossiers les uns dans les autres"}, ImportDepth, Count, reported, "importer"},
		{"ImportBytes", Text{"a text", "un texte"}, ImportBytes, Bytes, reported, "importer"},
		{"ImportLines", Text{"lines of a text", "lignes d’un texte"}, ImportLines, Count, reported, "importer"},
	}
}

func server() []Row {
	return []Row{
		{"ServeConnections", Text{"connections", "connexions"}, ServeConnections, Count, Text{"the oldest idle one makes room", "la plus vieille inactive cède la place"}, "serve"},
		{"ServeHead", Text{"headers of a request", "en-têtes d’une requête"}, ServeHead, Bytes, closed, "serve"},
		{"ServeHeadTime", Text{"sending them", "les envoyer"}, int64(ServeHeadTime), Time, closed, "serve"},
		{"ServeAnswerTime", Text{"taking an answer; a connection without a request", "prendre une réponse; une connexion sans requête"}, int64(ServeAnswerTime), Time, closed, "serve"},
		{"ServePatience", Text{"a page that does not take the news of a change", "une page qui ne prend pas l’annonce d’un changement"}, int64(ServePatience), Time, closed, "serve"},
		{"ServeOpen", Text{"open to the local network (`--lan`)", "ouvert au réseau local (`--lan`)"}, int64(ServeOpen), Time, Text{"the server ends", "le serveur s’arrête"}, "serve"},
		{"ServeGuesses", Text{"wrong tokens from one address", "jetons erronés d’une même adresse"}, ServeGuesses, Count, Text{"no token from there is taken", "plus aucun jeton de cette adresse n’est accepté"}, "serve"},
		{"ServeAllGuesses", Text{"wrong tokens from all addresses", "jetons erronés de toutes les adresses"}, ServeAllGuesses, Count, Text{"no token is taken from who is new", "plus aucun jeton n’est accepté de qui arrive"}, "serve"},
	}
}

func external() []Row {
	return []Row{
		{"ExternalTime", Text{"a request", "une requête"}, int64(ExternalTime), Time, unsure, "external"},
		{"ExternalAllTime", Text{"all requests", "toutes les requêtes"}, int64(ExternalAllTime), Time, Text{"the rest is asked next time", "la suite à la prochaine fois"}, "tract"},
		{"ExternalHead", Text{"headers of an answer", "en-têtes d’une réponse"}, ExternalHead, Bytes, unsure, "external"},
		{"ExternalAddress", Text{"characters of an address that it leads to", "caractères d’une adresse où elle mène"}, ExternalAddress, Count, unsure, "external"},
		{"ExternalHops", Text{"redirects", "redirections"}, ExternalHops, Count, unsure, "external"},
	}
}

func memory() []Row {
	return []Row{
		{"MemoryBytes", Text{"a file of `.tract/`", "un fichier de `.tract/`"}, MemoryBytes, Bytes, left, "memory"},
		{"HistoryBytes", Text{"a version of a file that git knows", "une version d’un fichier que git connaît"}, HistoryBytes, Bytes, left, "history"},
		{"HistoryTime", Text{"a command of git", "une commande de git"}, int64(HistoryTime), Time, Text{"all goes on as if there were no git", "tout continue comme s’il n’y avait pas de git"}, "history"},
		{"HistoryLength", Text{"versions of a file that are looked at", "versions d’un fichier qui sont lues"}, HistoryLength, Count, cutShort, "history"},
	}
}

// Quantity says how much a cap allows, in the language of a document.
func (r Row) Quantity(language string) string {
	words := map[string]Text{
		"b": {"bytes", "octets"}, "k": {"KB", "Ko"}, "m": {"MB", "Mo"}, "px": {"million pixels", "millions de pixels"},
		"s": {"s", "s"}, "ms": {"ms", "ms"}, "min": {"min", "min"}, "h": {"h", "h"},
	}
	n, word := r.Value, ""
	switch {
	case r.Unit == Bytes && n%(1<<20) == 0:
		n, word = n>>20, "m"
	case r.Unit == Bytes && n%(1<<10) == 0:
		n, word = n>>10, "k"
	case r.Unit == Bytes:
		word = "b"
	case r.Unit == Pixels:
		n, word = n/1_000_000, "px"
	case r.Unit == Time:
		n, word = inTime(time.Duration(n))
	}
	number := grouped(n, map[bool]string{true: "\u00a0", false: ","}[language == "fr"])
	if word == "" {
		return number
	}
	return number + "\u00a0" + words[word].In(language)
}

func inTime(d time.Duration) (n int64, word string) {
	switch {
	case d%time.Hour == 0:
		return int64(d / time.Hour), "h"
	case d%time.Minute == 0:
		return int64(d / time.Minute), "min"
	case d%time.Second == 0:
		return int64(d / time.Second), "s"
	}
	return d.Milliseconds(), "ms"
}

// grouped writes a number in groups of three digits.
func grouped(n int64, sign string) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sign)
		}
		b.WriteRune(c)
	}
	return b.String()
}

// In gives the text in a language.
func (t Text) In(language string) string {
	if language == "fr" {
		return t.French
	}
	return t.English
}
