package leaflet

// sheets puts pieces into the columns of pages, as many as it takes. room gives the
// height of the columns of a page. Those of the last page are of like height.
func sheets(pieces []piece, columns int, room func(page int) length) [][][]piece {
	var pages [][][]piece
	for len(pieces) > 0 {
		height := room(len(pages))
		if fits(pieces, columns, height) {
			height = least(pieces, columns, height)
		}
		var page [][]piece
		for range columns {
			n, _ := fill(pieces, height)
			page, pieces = append(page, pieces[:n]), pieces[n:]
		}
		pages = append(pages, page)
	}
	return pages
}

// fill gives how many pieces a column of a height takes. Pieces that are to be kept
// together and have no room in any column are not whole.
func fill(pieces []piece, height length) (n int, whole bool) {
	var used length
	good := 0
	for i, p := range pieces {
		if i > 0 {
			used += p.before
		}
		if used += p.height; used > height {
			if good == 0 {
				return max(i, 1), false
			}
			return good, true
		}
		if !p.keep {
			good = i + 1
		}
	}
	return len(pieces), true
}

// fits says whether columns of a height take all pieces, and all of them whole.
func fits(pieces []piece, columns int, height length) bool {
	for range columns {
		n, whole := fill(pieces, height)
		if !whole {
			return false
		}
		pieces = pieces[n:]
	}
	return len(pieces) == 0
}

// least gives the least height of columns that all pieces fit into.
func least(pieces []piece, columns int, height length) length {
	low, high := length(0), height
	for high-low > pt {
		if middle := (low + high) / 2; fits(pieces, columns, middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
