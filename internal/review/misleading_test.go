package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/golden"
	"tract/internal/promise"
	"tract/internal/review"
)

// deceiving are links that show one thing and lead to another.
var deceiving = []string{
	"[https://www.desjardins.com](https://evil.example/)", "[desjardins.com](https://evil.example/)", "[www.canada.ca](https://canada.ca.evil.example/)", "[Allez sur https://csn.qc.ca/ maintenant](https://evil.example/)", "[**quebec.ca/travail**](https://evil.example/)",
	"[amazon.ca](https://amaz0n.ca/)", "[info@csn.qc.ca](mailto:vol@evil.example)", "[514 555-0199](tel:+19005550123)", "[info@csn.qc.ca](https://evil.example/)", "[« http://ftq.qc.ca »](http://evil.example/)", "[HTTPS://CSN.QC.CA](https://evil.example)", "[csn.qc.ca.](https://evil.example)",
	"[csn.qc.ca:443/a](https://evil.example)", "[https://csn.qc.ca@evil](https://evil.example)", "[www.csn.qc.ca](https://evil.example/www.csn.qc.ca)", "[csn.qc.ca](https://evil.example/?u=https://csn.qc.ca)", "[csn.qc.ca](mailto:a@evil.example)", "[https://csn.qc.ca](tel:+15145550199)", "[csn.qc.ca](https://csn.qc.ca.co)", "[desjar\u00addins.com](https://evil.example)", "[https://www.desj&shy;ardins.com](https://evil.example)", "[csn.\u2060qc.ca](https://evil.example)", "[ｄｅｓｊａｒｄｉｎｓ．ｃｏｍ](https://evil.example)", "[info@csn.qc&shy;.ca](mailto:vol@evil.example)", "[514&shy; 555-0199](tel:+19005550123)",
	"[une page](https://user:pw@evil.example/)", "[une page](https://www.canada.ca@evil.example/)", "[une page](https://csn.qc.ca%40evil.example/)", "[une page](https:evil.example)", "[une page](//evil.example/)", "[une page](https://evil.example\\@csn.qc.ca/)",
	"[une page](https://192.0.2.1/)", "[une page](http://3221225985/)", "[une page](http://0xC0000201/)", "[une page](http://0300.0.02.01/)", "[une page](http://192.0.513/)", "[une page](https://[2001:db8::1]/)", "[une page](http://127.0.0.1:8080/)", "[une page](https://192.0.2.1./)", "[une page](http://0xc0.0x0.0x2.0x1)",
	"[une page](https://evil.example:8443/)", "[une page](https://csn.qc.ca:4430/)", "[une page](https://bit.ly/3abc)", "[une page](https://T.CO/x)", "[une page](https://tinyurl.com/x)", "[une page](https://www.tinyurl.com./x)", "[une page](https://lnkd.in/x)", "https://is.gd/x", "<https://urlz.fr/x>",
	"[une page](https://аmazon.ca/)", "[une page](https://аррӏе.com/)", "[une page](https://xn--80ak6aa92e.com/)", "[une page](https://www.XN--pple-43d.com/)", "[une page](https://ɡoogle.com/)", "[une page](https://desjardıns.com/)", "[une page](https://ｅvil.example/)", "[une page](https://csnо.example/)", "[une page](https://ԝіkіреdіа.org)", "[une page](https://αmazon.ca/)", "[une page](https://csn。evil。example/)", "[une page](https://desjardins․com.example/)",
	"[une page](https://amaz0n.ca/)", "[une page](https://arnazon.ca/)", "[une page](https://arnazon.com/compte)", "[une page](https://paypa1.com/)", "[une page](https://wvvw.rnicrosoft.com/)", "[une page](https://des-jardins.com/)", "[une page](https://desjardíns.com/)", "[une page](https://canada.ca.evil.example/)", "[une page](https://www.csn.qc.ca.evil.example/)", "[une page](https://quebec.ca-travail.evil.example/quebec.ca)", "[une page](https://rnonsite.example.org/)",
	"[Se connecter sur desjardins.com](https://evil.example)", "[&nbsp;desjardins.com » Comptes](https://evil.example)", "[desjardins。com](https://evil.example)", "[https∶//desjardins.com](https://evil.example)", "[desjardins .com](https://evil.example)", "[Votre compte chez desjardins. com](https://evil.example)", "[x desjardins.com](mailto:a@evil.example)", "[Appelez desjardins.com](tel:+19005550123)", "[Comptes/desjardins.com](https://evil.example)", "[le site d’accesd.desjardins.com](https://evil.example)", "[ami.coop : la suite](https://evil.example)", "[Écrire à info@csn.qc.ca, vite](mailto:vol@evil.example)", "[Le dépôt de Desjardins.Com](https://evil.example)", "[voir banque-x.org ou example.org](https://example.org)", "[ouvrir desjardinsꓸcom ici](https://evil.example)", "[ouvrir CSN․QC․CA ici](https://evil.example)", "[desjardins.com⁄compte ici](https://evil.example)", "[compte (nbc.ca)](https://evil.example)", "[Amazon.ca](https://evil.example)", "[un article d’amazon.ca](https://evil.example)",
	"[une page](https://localhost/)", "[une page](https://router.local)", "[une page](http://routeur/)", "[une page](https://wiki.intranet/x)", "[une page](https://nas.home.arpa/)", "[une page](https://a.localhost/)",
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
	return append(all, "[info@csn.qc.ca](mailto:info@csn.qc.ca?subject=a)", "[écrivez-nous](mailto:nous@example.org)", "[514 598-2271](tel:+15145982271)", "[1 800 555-0199](tel:18005550199)", "[poste 12](tel:+15145982271)", "[9-1-1](tel:911)", "[@csn@mastodon.social](https://mastodon.social/@csn)", "[Node.js 2.0](https://nodejs.org/)", "[rapport.pdf](https://example.org/rapport.pdf)", "[art. 59.1](https://example.org/a)", "[M. Roy et al.](https://example.org/a)",
		"[Le contrat, etc.Les autres pages](https://example.org/a)", "[C’est la fin.Le syndicat répond](https://example.org/a)", "[Le vote.Il suit](https://example.org/a)", "[Le texte de la loi, art. 12.1 et s.](https://example.org/a)", "[L.R.C. (1985), ch. C-34](https://example.org/a)", "[Guide.md et script.sh du dépôt](https://example.org/a)", "[Télécharger rapport.pdf ou tableau.xlsx](https://example.org/a)", "[S.E.N.C., Inc. et al.](https://example.org/a)", "[v2.0.1 de tract](https://example.org/a)", "[Next.js et Vue.js](https://example.org/a)", "[c.-à-d. p. ex. i.e. e.g. a.m. n.d.l.r. J.-C.](https://example.org/a)", "[à 9 h 30.À midi](https://example.org/a)", "[les étudiant.e.s et employé.es, citoyen.ne et professionnel.le](https://example.org/a)", "[toutes et tous.tes les travailleur.euse.s](https://example.org/a)", "[Wikipédia, sur fr.wikipedia.org](https://fr.wikipedia.org/wiki/X)", "[Le site de la CSN (csn.qc.ca) explique](https://www.csn.qc.ca/a)", "[Écrire à info@csn.qc.ca, vite](mailto:info@csn.qc.ca)", "[Un domaine .ca coûte 15 $](https://example.org/a)", "[Windows .net et la suite](https://example.org/a)", "[https://web.archive.org/web/2024/https://www.ledevoir.com/](https://web.archive.org/web/2024/https://www.ledevoir.com/)", "[1.5.Un autre](https://example.org/a)", "[Le dépôt codeberg.org/csn/csn.qc.ca du site](https://codeberg.org/csn/csn.qc.ca)",
		"[2025-01-22](https://example.org/a)", "[4500 emplois](https://example.org/a)", "[la page](https://example.org/https://csn.qc.ca)", "[sur le Web](https://example.org/?q=bit.ly)", "[notre page](odd.fr.md)", "[csn.qc.ca](odd.fr.md)")
}

// TestX14Links flags the first and none of the others, by a rule or as an error.
func TestX14Links(t *testing.T) {
	const head = "---\ntitle: Liens\n---\n"
	page := func(links []string) []txtar.File {
		return []txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://monsite.example.org/\n")},
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
			switch d.Message.Code {
			case "review.vague-link", "review.boycotted-link", "review.private-email", "review.private-phone", "review.long-paragraph", "review.abbreviation", "review.double-form":
			default:
				lines[d.Line] = true
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
	good := plainLinks()
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
