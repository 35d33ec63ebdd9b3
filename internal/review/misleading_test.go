package review_test

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/promise"
	"tract/internal/review"
)

// deceiving are links that show one thing and lead to another.
var deceiving = []string{
	"[https://www.desjardins.com](https://evil.example/)", "[desjardins.com](https://evil.example/)", "[www.canada.ca](https://canada.ca.evil.example/)", "[Allez sur https://csn.qc.ca/ maintenant](https://evil.example/)", "[**quebec.ca/travail**](https://evil.example/)",
	"[amazon.ca](https://amaz0n.ca/)", "[info@csn.qc.ca](mailto:vol@evil.example)", "[514 555-0199](tel:+19005550123)", "[info@csn.qc.ca](https://evil.example/)", "[« http://ftq.qc.ca »](http://evil.example/)", "[HTTPS://CSN.QC.CA](https://evil.example)", "[csn.qc.ca.](https://evil.example)",
	"[csn.qc.ca:443/a](https://evil.example)", "[https://csn.qc.ca@evil](https://evil.example)", "[www.csn.qc.ca](https://evil.example/www.csn.qc.ca)", "[csn.qc.ca](https://evil.example/?u=https://csn.qc.ca)", "[csn.qc.ca](mailto:a@evil.example)", "[https://csn.qc.ca](tel:+15145550199)", "[(514) 598-2000, Desjardins](tel:+19005550123)", "[(514) 598-2000 (ligne de la CSN)](tel:+19005550123)", "[« (514) 598-2000 », dit la CSN](tel:+19005550123)", "[((514) 598-2000)](tel:+19005550123)", "[(514) 598-2000 / 1 800 947-6177](tel:+19005550123)", "[csn.qc.ca](https://csn.qc.ca.co)", "[Québec](https://quebec.ca.tk/)", "[la banque](https://bnc.ca.tk/)", "[la banque](https://desjardins.com.co/)", "[le ministère](https://canada.ca.pl/)", "[le géant](https://amazon.ca.tk/)", "[l’impôt](https://revenuquebec.ca.co/)", "[Postescanada.ca](https://evil.org/)", "[le colis](https://canadapost-postescanada.ca.evil.org/)", "[Hydro-Québec.com](https://evil.org/)", "[desjar\u00addins.com](https://evil.example)", "[https://www.desj&shy;ardins.com](https://evil.example)", "[csn.\u2060qc.ca](https://evil.example)", "[ｄｅｓｊａｒｄｉｎｓ．ｃｏｍ](https://evil.example)", "[info@csn.qc&shy;.ca](mailto:vol@evil.example)", "[514&shy; 555-0199](tel:+19005550123)",
	"[une page](https://user:pw@evil.example/)", "[une page](https://www.canada.ca@evil.example/)", "[une page](https://csn.qc.ca%40evil.example/)", "[une page](https:evil.example)", "[une page](//evil.example/)", "[une page](https://evil.example\\@csn.qc.ca/)",
	"[une page](https://192.0.2.1/)", "[une page](http://3221225985/)", "[une page](http://0xC0000201/)", "[une page](http://0300.0.02.01/)", "[une page](http://192.0.513/)", "[une page](https://[2001:db8::1]/)", "[une page](http://127.0.0.1:8080/)", "[une page](https://192.0.2.1./)", "[une page](http://0xc0.0x0.0x2.0x1)",
	"[une page](https://evil.example:8443/)", "[une page](https://csn.qc.ca:4430/)", "[une page](https://bit.ly/3abc)", "[une page](https://T.CO/x)", "[une page](https://tinyurl.com/x)", "[une page](https://www.tinyurl.com./x)", "[une page](https://lnkd.in/x)", "https://is.gd/x", "<https://urlz.fr/x>",
	"[une page](https://аmazon.ca/)", "[une page](https://аррӏе.com/)", "[une page](https://xn--80ak6aa92e.com/)", "[une page](https://www.XN--pple-43d.com/)", "[une page](https://ɡoogle.com/)", "[une page](https://desjardıns.com/)", "[une page](https://ｅvil.example/)", "[une page](https://csnо.example/)", "[une page](https://ԝіkіреdіа.org)", "[une page](https://αmazon.ca/)", "[une page](https://csn。evil。example/)", "[une page](https://desjardins․com.example/)",
	"[une page](https://amaz0n.ca/)", "[une page](https://arnazon.ca/)", "[une page](https://arnazon.com/compte)", "[une page](https://paypa1.com/)", "[une page](https://wvvw.rnicrosoft.com/)", "[une page](https://des-jardins.com/)", "[une page](https://desjardíns.com/)", "[une page](https://canada.ca.evil.example/)", "[une page](https://www.csn.qc.ca.evil.example/)", "[une page](https://quebec.ca-travail.evil.example/quebec.ca)", "[une page](https://rnonsite.example.org/)",
	"[Se connecter sur desjardins.com](https://evil.example)", "[&nbsp;desjardins.com » Comptes](https://evil.example)", "[desjardins。com](https://evil.example)", "[https∶//desjardins.com](https://evil.example)", "[desjardins .com](https://evil.example)", "[Votre compte chez desjardins. com](https://evil.example)", "[x desjardins.com](mailto:a@evil.example)", "[Appelez desjardins.com](tel:+19005550123)", "[Comptes/desjardins.com](https://evil.example)", "[le site d’accesd.desjardins.com](https://evil.example)", "[ami.coop : la suite](https://evil.example)", "[Écrire à info@csn.qc.ca, vite](mailto:vol@evil.example)", "[Le dépôt de Desjardins.Com](https://evil.example)", "[voir banque-x.org ou example.org](https://example.org)", "[ouvrir desjardinsꓸcom ici](https://evil.example)", "[ouvrir CSN․QC․CA ici](https://evil.example)", "[desjardins.com⁄compte ici](https://evil.example)", "[compte (nbc.ca)](https://evil.example)", "[Amazon.ca](https://evil.example)", "[un article d’ebay.ca](https://evil.example)",
	"[une page](https://localhost/)", "[une page](https://router.local)", "[une page](http://routeur/)", "[une page](https://wiki.intranet/x)", "[une page](https://nas.home.arpa/)", "[une page](https://a.localhost/)",
	"[pivot.media](https://evil.org/)", "[Le site pivot.media explique](https://evil.org/)", "[desjardins.com-connexion](https://evil.org/)", "[desjardins.com-sécurisé](https://evil.org/)", "[sécurisé-desjardins.com](https://evil.org/)", "[Par Accès-Desjardins.com](https://evil.org/)", "[desjardins.com—sécurisé](https://evil.org/)", "[Votre compte chez desjardins. com, maintenant](https://evil.org/)", "[ouvrir (desjardins .com)](https://evil.org/)", "[(desjardins. com)](https://evil.org/)", "[desjardins. com/connexion](https://evil.org/)", "[HTTPS : //desjardins. com](https://evil.org/)",
	"[desjardins٫com](https://evil.org/)", "[desjardins𐩐com](https://evil.org/)", "[desjardins·com](https://evil.org/)", "[ouvrir desjardins ‧ com](https://evil.org/)", "[desjardins∙com](https://evil.org/)", "[desjardins.com̲](https://evil.org/)", "[desjardins..com](https://evil.org/)", "[evil.org:desjardins.com](https://evil.org/)", "[x.co|desjardins.com/connexion](https://x.co/)", "[x.co→desjardins.com](https://x.co/)", "[evil.org : compte de desjardins.com](https://evil.org/)",
	"[Appelez le 514 555-0199](tel:+19005550123)", "[+1 514 555-0199 (Desjardins)](tel:+19005550123)", "[De France, le +33 1 23 45 67 89](tel:+19005550123)", "[Écrivez à sttal@gmail.com](mailto:evil@gmail.com)", "[Connexion](https://evil.org \"desjardins.com\")", "[Connexion](https://evil.org 'Pour entrer : https://banque.example')", "[Appeler](tel:+19005550123 \"514 555-0199\")",
	"[`desjardins.com`](https://evil.org/)", "[des*jardins*.com](https://evil.org/)", "[desjardins&period;com](https://evil.org/)", "[des‐jardins.com](https://evil.org/)", "[deѕjardins.com](https://evil.org/)", "[ｄｅｓｊａｒｄｉｎｓ｡com](https://evil.org/)", "[Québec.ca](https://quebec.ca.evil.org/)", "[Votre dossier sur Québec.ca](https://evil.org/)", "[quebec.ca/travail](https://www.québec.ca/travail)", "[Node.js.org](https://evil.org/)", "[Se connecter à Tangerine.ca](https://evil.org/)", "[Amazon.com](https://evil.org/)", "[amazon.com/compte](https://evil.org/)", "[voir https://amazon.ca](https://evil.org/)", "[Booking.com](https://evil.org/)", "[réserver sur booking.com](https://evil.org/)", "[@desjardins.com](https://evil.org/)", "[www.banque.es/compte](https://evil.org/)", "[Compte : www.readme.md](https://evil.org/)",
	"[https://desjardins.com/ (archive)](https://web.archive.org/web/2024/https://evil.org/desjardins.com/)", "[https://desjardins.com/ (archive)](https://evil.org/web/2024/https://desjardins.com/)", "[desjardins.com (archive)](https://web.archive.org/web/2024/https://desjardins.com@evil.org/)", "[desjardins.com](https://web.archive.org/save/https://evil.org)", "[desjardins.com (copie)](https://archive.ph/https://evil.org/desjardins.com)", "[desjardins.com (copie)](https://archive.is/2024/https://desjardins.com@evil.org/)", "[desjardins.com (copie)](https://archive.evil.org/https://desjardins.com/)", "[desjardins.com (copie)](https://archive.ph/abc)", "[desjardins.com](https://web.archive.org.evil.org/web/2024/https://desjardins.com/)",
	"[Se connecter à Dеsjardins.com](https://evil.org/)", "[desjardins.соm](https://evil.org/)", "[ᴅᴇsᴊᴀʀᴅɪɴs.ᴄᴏᴍ](https://evil.org/)", "[Votre compte Desjard1ns.com](https://evil.org/)", "[Des-Jardins.com, connexion](https://evil.org/)", "[Le site Plvot.media explique](https://evil.org/)", "[Votre compte Desjard1ns. com](https://evil.org/)", "[Son compte @desjard1ns.com](https://evil.org/)",
	// Nobody means harm here, and the text can say in words where it leads.
	"[Communiqué.fr](https://example.org/communique.fr.pdf)", "[Écrire au syndicat, sttal.org](mailto:info@gmail.com)", "[gouv.qc.ca](https://www.quebec.ca/)", "[YouTube.com](https://youtu.be/abc)", "[Facebook.com/csn](https://fb.com/csn)", "[mon.ma](https://example.org/a)", "[ASP.NET](https://example.org/a)", "[uniglobalunion.org, MakeAmazonPay.com](https://makeamazonpay.com/)", "[bbc.co.uk](https://www.bbc.com/news)", "[BBC.com](https://www.bbc.co.uk/news)", "[nytimes.com](https://nyti.ms/abc)", "[archived at archive.ph](https://archive.is/abc)",
}

// plainLinks are of the kind that the sites of unions, movements and newspapers have.
func plainLinks() []string {
	var all []string
	hosts := strings.Fields(`www.csn.qc.ca ftq.qc.ca www.lacsq.org csd.qc.ca sttal.ca www.ledevoir.com www.lapresse.ca ici.radio-canada.ca www.cbc.ca montrealgazette.com pivot.quebec ricochet.media
		presstocanada.example.org www.tat.gouv.qc.ca www.cnesst.gouv.qc.ca www.canlii.org laws-lois.justice.gc.ca www.legisquebec.gouv.qc.ca www.quebec.ca www.canada.ca iris-recherche.qc.ca irpp.org
		www.amazon.ca www.amazon.com.au www.aboutamazon.com amazonemployees4climatejustice.medium.com www.ituc-csi.org uniglobalunion.org makeamazonpay.com www.theguardian.com www.nytimes.com www.lemonde.fr
		fr.wikipedia.org en.wikipedia.org web.archive.org archive.org github.com gitlab.com codeberg.org mastodon.social framagit.org www.youtube.com youtu.be vimeo.com peertube.fr soundcloud.com
		librairie-port-de-tete.com www.leslibraires.ca www.renaud-bray.com www.bibliopresto.ca banq.qc.ca montreal.ca laval.ca www.ville.quebec.qc.ca 1800.example.org 24heures.example.org
		café.example québec.example www.hébergement.example правительство.рф 例え.テスト münchen.example ελλάδα.gr المغرب.example www.interac.ca www.desjardins.com postescanada-canadapost.ca tcl.com
		bnc.example td.com www.rbcroyalbank.com hydro.example rqd.example.org a11y.example x.com m.facebook.com l.facebook.com maps.google.com forms.gle docs.google.com zeffy.com www.gofundme.com actionnetwork.org
		npdquebec.org www.asse-solidarite.qc.ca fae.qc.ca fiqsante.qc.ca spgq.qc.ca aqoci.qc.ca www.uttam.quebec mepacq.qc.ca www.repac.org cdeacf.ca riocm.org centraide-mtl.org`)
	for i, h := range hosts {
		bare := strings.TrimPrefix(h, "www.")
		all = append(all, fmt.Sprintf("[une page](https://%s/a/b-%d?c=d)", h, i))
		switch i % 5 {
		case 0:
			all = append(all, fmt.Sprintf("[%s](https://%s/)", bare, h))
		case 1:
			all = append(all, fmt.Sprintf("[Le site de %s, en ligne](https://%s/a)", bare, h))
		case 2:
			all = append(all, fmt.Sprintf("[%s/a](https://www.%s/a/b)", bare, bare))
		case 3:
			all = append(all, fmt.Sprintf("[voir https://%s](https://%s/a#b)", h, h))
		case 4:
			all = append(all, fmt.Sprintf("[Un article d’Amazon raconté ailleurs](https://%s/a.html)", h))
		}
	}
	return append(all, "[info@csn.qc.ca](mailto:info@csn.qc.ca?subject=a)", "[csn.qc.ca](mailto:info@csn.qc.ca)", "[Écrire à la CSN, www.csn.qc.ca](mailto:info@csn.qc.ca)", "[écrivez-nous](mailto:nous@example.org)", "[514 598-2271](tel:+15145982271)", "[1 800 555-0199](tel:18005550199)", "[poste 12](tel:+15145982271)", "[9-1-1](tel:911)", "[https://www.lapresse.ca/x (copie)](https://archive.is/https://www.lapresse.ca/x)", "[lapresse.ca (copie)](https://archive.ph/20240102/https://www.lapresse.ca/x)", "[lapresse.ca (copie)](https://archive.ph/2024.01.02-030405/https://www.lapresse.ca/x)", "[canadapost-postescanada.ca](https://www.canadapost.ca/)", "[postescanada.ca](https://www.canadapost.ca/)", "[Desjardins.com (copie)](https://archive.today/newest/http://desjardins.com/)", "[la page](https://www.google.com.mx/)", "[la page](https://amazon.com.au/)", "[la page](https://www.scotiabank.com.mx/)", "[Postescanada.ca](https://www.canadapost-postescanada.ca/)", "[canadapost-postescanada.ca](https://www.canadapost-postescanada.ca/)", "[Le site d’Hydro-Québec.com](https://www.hydroquebec.com/)", "[(514) 598-2000 ou 1 800 947-6177](tel:+15145982000)", "[(514) 598-2000 / 1 800 947-6177](tel:18009476177)", "[(418) 647-5700 et (514) 598-2000](tel:+14186475700)", "[« (514) 598-2000 », dit la CSN](tel:+15145982000)", "[((514) 598-2000)](tel:+15145982000)", "[@csn@mastodon.social](https://mastodon.social/@csn)", "[Node.js 2.0](https://nodejs.org/)", "[rapport.pdf](https://example.org/rapport.pdf)", "[art. 59.1](https://example.org/a)", "[M. Roy et al.](https://example.org/a)",
		"[Le contrat, etc.Les autres pages](https://example.org/a)", "[C’est la fin.Le syndicat répond](https://example.org/a)", "[Le vote.Il suit](https://example.org/a)", "[Le texte de la loi, art. 12.1 et s.](https://example.org/a)", "[L.R.C. (1985), ch. C-34](https://example.org/a)", "[Guide.md et script.sh du dépôt](https://example.org/a)", "[Télécharger rapport.pdf ou tableau.xlsx](https://example.org/a)", "[S.E.N.C., Inc. et al.](https://example.org/a)", "[v2.0.1 de tract](https://example.org/a)", "[Next.js et Vue.js](https://example.org/a)", "[c.-à-d. p. ex. i.e. e.g. a.m. n.d.l.r. J.-C.](https://example.org/a)", "[à 9 h 30.À midi](https://example.org/a)", "[les étudiant.e.s et employé.es, citoyen.ne et professionnel.le](https://example.org/a)", "[toutes et tous.tes les travailleur.euse.s](https://example.org/a)", "[Wikipédia, sur fr.wikipedia.org](https://fr.wikipedia.org/wiki/X)", "[Le site de la CSN (csn.qc.ca) explique](https://www.csn.qc.ca/a)", "[Écrire à info@csn.qc.ca, vite](mailto:info@csn.qc.ca)", "[Un domaine .ca coûte 15 $](https://example.org/a)", "[Windows .net et la suite](https://example.org/a)", "[https://web.archive.org/web/2024/https://www.ledevoir.com/](https://web.archive.org/web/2024/https://www.ledevoir.com/)", "[1.5.Un autre](https://example.org/a)", "[Le dépôt codeberg.org/csn/csn.qc.ca du site](https://codeberg.org/csn/csn.qc.ca)",
		"[2025-01-22](https://example.org/a)", "[4500 emplois](https://example.org/a)", "[la page](https://example.org/https://csn.qc.ca)", "[sur le Web](https://example.org/?q=bit.ly)", "[notre page](odd.fr.md)", "[csn.qc.ca](odd.fr.md)")
}

// ofProse are headlines, gender-neutral forms, names of files, missing spaces, copies of
// archives and other texts that have a full stop within a word, one a line.
//
//go:embed testdata/plain-links.txt
var ofProse string

// TestX14Links flags the first and none of the others, by a rule or as an error.
func TestX14Links(t *testing.T) {
	const head = "---\ntitle: Liens\n---\n"
	page := func(links []string) []txtar.File {
		return []txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://monsite.example.org/\n")},
			{Name: "content/data/boycott.yaml", Data: []byte("brands:\n  - {name: Amazon, domains: [amazon.ca, amazon.com], text: a}\n")},
			{Name: "content/data/organizations.yaml", Data: []byte("pivot: {name: Pivot, type: media, link: \"https://pivot.media/\"}\n")},
			{Name: "content/pages/odd.fr.md", Data: []byte(head + strings.Join(links, "\n\n") + "\n")},
		}
	}
	told := func(links []string) (map[int]bool, string) {
		source := golden.FS(page(links))
		result := new(build.Memory).Build(source, build.Options{Now: now})
		list := result.Faults()
		if result.Site != nil {
			list.Add(review.Content(result.Site, source))
		}
		lines := map[int]bool{}
		for _, d := range list {
			code := d.Message.Code
			if d.Severity == diag.Error || code == "review.misleading-link" || code == "review.odd-host" {
				lines[d.Line] = lines[d.Line] || strings.HasSuffix(d.File, "odd.fr.md")
			}
		}
		return lines, golden.Printed(t, "fr", list)
	}
	tried := 0
	lines, said := told(deceiving)
	for i, link := range deceiving {
		if tried++; !lines[4+2*i] {
			t.Errorf("%s is let through\n", link)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
	good := append(plainLinks(), strings.Split(strings.TrimSpace(ofProse), "\n")...)
	lines, said = told(good)
	for i, link := range good {
		if tried++; lines[4+2*i] {
			t.Errorf("%s is told", link)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
	if len(deceiving) < 30 || len(good) < 200 {
		t.Errorf("%d and %d links are too few", len(deceiving), len(good))
	}
	promise.Held(t, tried)
}

// TestMisleadingData holds the names and titles that data and front matter have beside an
// address to the same rule.
func TestMisleadingData(t *testing.T) {
	for field, want := range map[string]bool{
		"name: desjardins.com, link: https://evil.org/": true, "name: {fr: Desjardins, en: accesd.desjardins.com}, link: https://evil.org/": true, "name: Desjardins, short: Desjardins.com, link: https://evil.org/": true,
		`name: D, link: https://d.org, sources: [{title: desjardins.com, url: https://evil.org/}]`: true, `name: "desjar\u0064ins.com", link: "https:\x2f/evil.org"`: true,
		"name: Pivot.media, link: https://www.pivot.media/": false, "name: Québec.ca, link: https://www.quebec.ca/": false, "name: desjardins.com": false, "name: D, link: https://d.org, sources: [{title: Booking.com condamnée, url: https://www.ledevoir.com/}]": false,
	} {
		if got := misleading(t, "content/data/organizations.yaml", "o: {type: union, "+field+"}\n"); got != want {
			t.Errorf("%s: told: %v", field, got)
		}
	}
	for file, text := range map[string]string{
		"content/data/alternatives.yaml": "needs:\n  - {id: a, need: a, options: [{name: Fnac.com, link: https://evil.org/}]}\n",
		"content/data/figures.yaml":      "f: {label: a, values: [{value: 1, source: {title: statcan.gc.ca, url: https://evil.org/}}]}\n",
		"content/pages/a.fr.md":          "---\ntitle: A\nsources: [{title: 'Le rapport, sur csn.qc.ca', url: https://evil.org/}]\n---\nA.\n",
	} {
		if !misleading(t, file, text) {
			t.Errorf("%s: not told", file)
		}
	}
}

// TestMisleadingContacts holds the labels of the contacts to the same rule.
func TestMisleadingContacts(t *testing.T) {
	for contact, want := range map[string]bool{
		"label: desjardins.com, kind: url, value: https://evil.org/": true, "label: {fr: Desjardins, en: accesd.desjardins.com}, kind: url, value: https://evil.org/": true, "label: info@csn.qc.ca, kind: email, value: vol@evil.org": true, "label: (514) 598-2000 (CSN), kind: phone, value: +1 900 555-0123": true,
		"label: desjardins.com, kind: url, value: https://www.desjardins.com/": false, "label: Écrire à info@csn.qc.ca, kind: email, value: info@csn.qc.ca": false, "label: Écrire à la CSN (csn.qc.ca), kind: email, value: info@csn.qc.ca": false, "label: 514 598-2000, kind: phone, value: +1 514 598-2000": false, "label: Siège social, kind: address, value: 1601, avenue De Lorimier": false,
	} {
		settings := "title: x\nlanguages: [fr, en]\nbase_url: https://nous.quebec/\ncontacts:\n  - key: a\n    " + strings.NewReplacer(", kind", "\n    kind", ", value", "\n    value").Replace(contact) + "\n"
		if got := misleading(t, "content/site.yaml", settings); got != want {
			t.Errorf("%s: told: %v", contact, got)
		}
	}
}

// misleading says whether a file of a site is said to mislead.
func misleading(t *testing.T, file, text string) bool {
	t.Helper()
	source := golden.FS([]txtar.File{
		{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
		{Name: file, Data: []byte(text)}, // the settings, perhaps
	})
	result := new(build.Memory).Build(source, build.Options{Now: now})
	if result.Site == nil || result.Faults().HasErrors() {
		t.Fatal(golden.Printed(t, "en", result.Faults()))
	}
	for _, d := range review.Content(result.Site, source) {
		if d.Message.Code == "review.misleading-link" {
			return d.File == file
		}
	}
	return false
}

// TestManyNames holds the time that is taken for texts of which each word may be the name
// of a site, in as many links as a page can have, where as many are trusted as there can be.
func TestManyNames(t *testing.T) {
	var organizations strings.Builder
	for i := range limit.DataEntries {
		fmt.Fprintf(&organizations, "o%d: {name: O%d, type: union, link: \"https://o%d.example.org/\"}\n", i, i, i)
	}
	for _, text := range []string{strings.Repeat("a1.De ", 60), strings.Repeat("a. b ", 70), strings.Repeat("a-b.", 80) + "org", strings.Repeat("a·", 120)} {
		source := golden.FS([]txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
			{Name: "content/data/organizations.yaml", Data: []byte(organizations.String())},
			{Name: "content/pages/a.fr.md", Data: []byte("---\ntitle: À propos\n---\n" + strings.Repeat("["+text+"](https://evil.example.com/)\n\n", limit.Links))},
		})
		result := new(build.Memory).Build(source, build.Options{Now: now})
		if result.Site == nil {
			t.Fatal(golden.Printed(t, "en", result.Faults()))
		}
		golden.Soon(t, 4*time.Second, text[:10], func() { review.Content(result.Site, source) })
	}
}
