// Package diag tells people what is wrong in their files: problems with their
// places, and the rule book that says for each rule what it wants, why, and
// what a wrong and a right text look like.
//
//	diag.Problem{File: "data/FY2024/1-i.toml", Line: 14, Column: 10, Code: "K112", …}
package diag
