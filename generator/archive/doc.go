// Package archive seals a year, proves that a seal is unchanged, and never
// changes one.
//
// A seal is a BagIt 1.0 bag (RFC 8493) in a folder of its own. It holds the site
// of that year under data/site, every file that the site was made from under
// data/source, and the version of the program under data/tool. Stock tools can
// check it: `sha512sum -c` of manifest-sha512.txt and of tagmanifest-sha512.txt
// inside the folder, and `minisign -V` for the signature that may lie beside it.
//
//	bag, err := archive.Begin("archive", archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"})
//	if err != nil {
//		return err // *EditionError, *FieldError, *DamagedError, or one of package output
//	}
//	defer bag.Abort() // does nothing after Commit
//	if err := bag.Site().Write("index.html", page); err != nil {
//		return err
//	}
//	seal, err := bag.Commit()
//
// The main types:
//
//   - [Bag] is a seal in the making. It becomes visible whole, or not at all.
//   - [Seal] is a sealed edition of a year, as [List] and [Verify] find it.
//   - [Report] is what [Verify] found, each [Problem] with a code and a file.
//
// # The chain
//
// The digest of a seal is the SHA-512 of its tagmanifest-sha512.txt, which
// stands for every byte of it. Each seal names the one that was made before it
// with its digest (Previous-Seal), over all years and editions, so that a change
// of a page together with its manifests is found by the next seal. The head of
// the chain is the seal that no other names; nothing in the archive vouches for
// it but a signature. Hence the digest should be kept elsewhere too.
//
// # What lies in the folder
//
//	FY2024/               a bag
//	FY2024-2/             a correction of it
//	FY2024.minisig        the signature of FY2024/tagmanifest-sha512.txt
//	FY2023.withdrawn.txt  what is left of a seal that was lawfully withdrawn
//	minisign.pub          the public key; minisign-<key id>.pub for further ones
//	FY2024.zip            the bag in one file, in the published copy
//
// Files whose names begin with a dot, and README files, are passed over.
// Whatever else lies there is reported.
package archive
