package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// peakOf gives the most memory that a finished process held, in MiB.
func peakOf(state *os.ProcessState) float64 {
	return float64(state.SysUsage().(*syscall.Rusage).Maxrss) / 1024
}

// memoryOf gives what a running process holds, and the most that it has held, in MiB.
func memoryOf(pid int) (now, most float64, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, err
	}
	kib := func(name string) float64 {
		value, _ := strconv.ParseFloat(strings.TrimSuffix(field(string(status), name+":"), " kB"), 64)
		return value / 1024
	}
	return kib("VmRSS"), kib("VmHWM"), nil
}

// fileSystem names what a folder lies on.
func fileSystem(dir string) string {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err != nil {
		return "unknown file system"
	}
	switch uint32(stat.Type) {
	case 0xEF53:
		return "ext4"
	case 0x01021994:
		return "RAM disk"
	case 0x58465342:
		return "XFS"
	case 0x9123683E:
		return "Btrfs"
	case 0x794C7630:
		return "overlayfs"
	}
	return fmt.Sprintf("file system %#x", uint32(stat.Type))
}

// hardware names the processor and the system.
func hardware() (processor, system string) {
	info, _ := os.ReadFile("/proc/cpuinfo")
	release, _ := os.ReadFile("/etc/os-release")
	processor = strings.TrimSpace(strings.TrimPrefix(field(string(info), "model name"), ":"))
	return processor, strings.Trim(field(string(release), "PRETTY_NAME="), `"`)
}

// field gives what follows a name at the beginning of a line.
func field(text, name string) string {
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), name); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}
