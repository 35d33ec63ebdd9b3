package main

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// The bill of materials says what the programs are made from, in SPDX 2.3
// (https://spdx.github.io/spdx-spec/v2.3/), as far as there is something to say.
type document struct {
	SPDXVersion       string         `json:"spdxVersion"`
	DataLicense       string         `json:"dataLicense"`
	SPDXID            string         `json:"SPDXID"`
	Name              string         `json:"name"`
	DocumentNamespace string         `json:"documentNamespace"`
	CreationInfo      creation       `json:"creationInfo"`
	Packages          []spdxPackage  `json:"packages"`
	Files             []spdxFile     `json:"files"`
	Relationships     []relationship `json:"relationships"`
}

type creation struct {
	Created  string   `json:"created"`
	Creators []string `json:"creators"`
}

type spdxPackage struct {
	SPDXID           string     `json:"SPDXID"`
	Name             string     `json:"name"`
	VersionInfo      string     `json:"versionInfo,omitempty"`
	DownloadLocation string     `json:"downloadLocation"`
	FilesAnalyzed    bool       `json:"filesAnalyzed"`
	LicenseConcluded string     `json:"licenseConcluded"`
	LicenseDeclared  string     `json:"licenseDeclared"`
	CopyrightText    string     `json:"copyrightText"`
	Comment          string     `json:"comment,omitempty"`
	ExternalRefs     []external `json:"externalRefs,omitempty"`
}

type external struct {
	ReferenceCategory string `json:"referenceCategory"`
	ReferenceType     string `json:"referenceType"`
	ReferenceLocator  string `json:"referenceLocator"`
}

type spdxFile struct {
	SPDXID           string     `json:"SPDXID"`
	FileName         string     `json:"fileName"`
	FileTypes        []string   `json:"fileTypes"`
	Checksums        []checksum `json:"checksums"`
	LicenseConcluded string     `json:"licenseConcluded"`
	CopyrightText    string     `json:"copyrightText"`
}

type checksum struct {
	Algorithm     string `json:"algorithm"`
	ChecksumValue string `json:"checksumValue"`
}

type relationship struct {
	SPDXElementID      string `json:"spdxElementId"`
	RelationshipType   string `json:"relationshipType"`
	RelatedSPDXElement string `json:"relatedSpdxElement"`
}

const (
	unstated  = "NOASSERTION"
	ourselves = "SPDXRef-Package-tract"
)

var notInID = regexp.MustCompile(`[^A-Za-z0-9.]+`)

// id gives an identifier of SPDX.
func id(kind, name string) string {
	return "SPDXRef-" + kind + "-" + notInID.ReplaceAllString(name, "-")
}

// bom writes the bill of materials of the programs.
func (r *release) bom(programs []file) (file, error) {
	name := "tract_" + r.version + ".spdx.json"
	d := document{
		SPDXVersion: "SPDX-2.3", DataLicense: "CC0-1.0", SPDXID: "SPDXRef-DOCUMENT", Name: "tract " + r.version,
		CreationInfo: creation{Created: r.date.Format(time.RFC3339), Creators: []string{"Tool: tract-release"}},
		Packages: []spdxPackage{{
			SPDXID: ourselves, Name: "tract", VersionInfo: r.version, DownloadLocation: unstated, LicenseConcluded: "MIT AND OFL-1.1",
			LicenseDeclared: "MIT AND OFL-1.1", CopyrightText: unstated, Comment: "built with " + r.golang + ", without cgo",
		}},
		Relationships: []relationship{{"SPDXRef-DOCUMENT", "DESCRIBES", ourselves}},
	}
	for _, p := range r.parts {
		d.add(p)
	}
	all := sha256.New()
	for _, f := range programs {
		sum := sha256.Sum256(f.content)
		all.Write(sum[:])
		of := spdxFile{
			SPDXID: id("File", f.name), FileName: "./" + f.name, FileTypes: []string{"BINARY"}, LicenseConcluded: unstated, CopyrightText: unstated,
			Checksums: []checksum{{"SHA1", fmt.Sprintf("%x", sha1.Sum(f.content))}, {"SHA256", fmt.Sprintf("%x", sum)}}, // SPDX demands the first
		}
		d.Files = append(d.Files, of)
		d.Relationships = append(d.Relationships, relationship{of.SPDXID, "GENERATED_FROM", ourselves})
	}
	d.DocumentNamespace = fmt.Sprintf("https://spdx.org/spdxdocs/tract-%s-%x", r.version, all.Sum(nil)[:16])
	content, err := json.MarshalIndent(d, "", "  ")
	return file{name: name, content: append(content, '\n')}, err
}

// add names a part of others.
func (d *document) add(p part) {
	of := spdxPackage{
		SPDXID: id("Package", p.name), Name: p.name, VersionInfo: p.version, DownloadLocation: unstated,
		LicenseConcluded: p.licence, LicenseDeclared: p.licence, CopyrightText: unstated,
	}
	kind := "CONTAINS"
	if p.purl != "" {
		kind = "DEPENDS_ON"
		of.ExternalRefs = []external{{"PACKAGE-MANAGER", "purl", strings.ToLower(p.purl)}}
	}
	if p.sum != "" {
		of.DownloadLocation = "https://proxy.golang.org/" + p.name + "/@v/" + p.version + ".zip"
		of.Comment = "go.sum: " + p.sum
	}
	d.Packages = append(d.Packages, of)
	d.Relationships = append(d.Relationships, relationship{ourselves, kind, of.SPDXID})
}
